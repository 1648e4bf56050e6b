import { setTimeout as sleep } from 'node:timers/promises';
import { toFailure, type UpstreamFailure } from './failure';

/** Longest wait of an upstream that is waited out while the person looks on, s. */
const PATIENCE = 2;
const PAUSE_MS = 100;
const JITTER_MS = 200;
const PASSING_STATUSES: ReadonlySet<number | undefined> = new Set([502, 503, 504]);
/** Statuses after which only a wait that the upstream asks for gives hope. */
const HOPEFUL_STATUSES: ReadonlySet<number | undefined> = new Set([429, 500]);

/**
 * How long to wait before the one repetition of a request of whose answer nothing has arrived, ms;
 * undefined when repeating makes no sense. `random` in [0, 1) keeps clients from returning as one.
 */
export function retryDelay(failure: UpstreamFailure, random = Math.random()): number | undefined {
  const pause = PAUSE_MS + JITTER_MS * random;
  const { kind, status, retryAfter } = failure;
  if (retryAfter !== undefined && retryAfter > PATIENCE) return undefined;
  if (kind === 'broken' || PASSING_STATUSES.has(status)) return pause + 1000 * (retryAfter ?? 0);
  if (HOPEFUL_STATUSES.has(status) && retryAfter !== undefined) return pause + 1000 * retryAfter;
  return undefined;
}

/**
 * What `attempt` gives, tried once more after a passing trouble; not when `signal` aborts
 * meanwhile. Throws the failure of the last attempt.
 */
export async function withRetry<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const delay = retryDelay(toFailure(error));
    if (delay === undefined || signal.aborted) throw error;
    await sleep(delay, undefined, { signal });
    return attempt();
  }
}
