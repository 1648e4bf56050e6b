import type { BreakerSettings } from './settings';

/**
 * Leaves a back end alone that keeps failing: it spares people the waiting and the upstream the
 * crowd. After the pause one more failure is enough to open it again.
 */
export class CircuitBreaker {
  /** Times of the failures since the last success, ms. */
  private failures: number[] = [];
  private openUntil = 0;

  /** `now` is a clock in ms that never jumps back. */
  constructor(
    private readonly settings: BreakerSettings,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How long requests are still refused, ms; 0 when they may pass. */
  get restMs(): number {
    return Math.max(0, this.openUntil - this.now());
  }

  succeeded(): void {
    this.failures = [];
  }

  failed(): void {
    const now = this.now();
    const { failures, windowMs, openMs } = this.settings;
    this.failures = [...this.failures.filter((at) => now - at < windowMs), now].slice(-failures);
    if (this.failures.length === failures) this.openUntil = now + openMs;
  }
}
