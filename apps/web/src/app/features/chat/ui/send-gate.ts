/** For so long after Stop, the button in its place belongs to the same gesture. */
const SETTLE_MS = 600;

/**
 * Send and Stop share one place on the screen. After a Stop the same gesture (the second click of a
 * double click, a held key) must not send what happens to be written.
 */
export class SendGate {
  private closedUntil = 0;

  stopped(now: number): void {
    this.closedUntil = now + SETTLE_MS;
  }

  allows(now: number): boolean {
    return now >= this.closedUntil;
  }
}
