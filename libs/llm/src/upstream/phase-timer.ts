/** What has run out: the first byte, the next packet, or the time for all of it. */
export type TimedOut = 'slow_start' | 'silent' | 'too_long';

/** Watches one exchange: how long its present phase lasts, and how long all of it does. */
export class PhaseTimer {
  private readonly total: NodeJS.Timeout;
  private phase: NodeJS.Timeout | undefined;
  private enteredWith: [TimedOut, number] | undefined;
  private stopped = false;

  constructor(
    totalMs: number,
    private readonly expired: (kind: TimedOut) => void,
  ) {
    this.total = setTimeout(() => expired('too_long'), totalMs);
  }

  /** Begins a phase that may take `ms`. */
  enter(kind: TimedOut, ms: number): void {
    this.leave();
    if (this.stopped) return;
    this.enteredWith = [kind, ms];
    this.phase = setTimeout(() => this.expired(kind), ms);
  }

  /** Gives the present phase its whole time again. */
  refresh(): void {
    if (this.phase) this.phase.refresh();
    else if (this.enteredWith) this.enter(...this.enteredWith);
  }

  /** Ends the phase: only the whole is timed now. */
  leave(): void {
    clearTimeout(this.phase);
    this.phase = undefined;
  }

  /** Ends all timing for good. */
  stop(): void {
    this.stopped = true;
    this.leave();
    clearTimeout(this.total);
  }
}
