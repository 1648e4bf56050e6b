import type { ModelEvent } from '../port';
import { CircuitBreaker } from './breaker';
import { toFailure, UpstreamFailure } from './failure';
import { DEFAULT_BREAKER, type UpstreamSettings } from './settings';

/** Stands before an upstream: leaves it alone when it keeps failing, and tells what went wrong. */
export class Guard {
  private readonly breaker: CircuitBreaker;

  constructor(private readonly settings: Pick<UpstreamSettings, 'breaker' | 'onProblem'>) {
    this.breaker = new CircuitBreaker({ ...DEFAULT_BREAKER, ...settings.breaker });
  }

  /** The events of `answer`, or of the failure that it throws; none after `signal` aborted. */
  async *watch(
    answer: () => AsyncIterable<readonly ModelEvent[]>,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ModelEvent[]> {
    if (signal.aborted) return;
    const restMs = this.breaker.restMs;
    if (restMs > 0) {
      yield [new UpstreamFailure('resting', undefined, Math.ceil(restMs / 1000)).toEvent()];
      return;
    }
    try {
      yield* answer();
    } catch (error) {
      if (signal.aborted) return;
      const failure = toFailure(error);
      if (failure.outage) this.breaker.failed();
      this.tell(failure);
      yield [failure.toEvent()];
    }
  }

  /** The upstream has begun to answer. */
  succeeded(): void {
    this.breaker.succeeded();
  }

  /** Tells the operator. */
  tell({ kind, status }: UpstreamFailure): void {
    this.settings.onProblem?.({ kind, ...(status !== undefined && { status }) });
  }
}
