import type { ModelErrorCode, ModelEvent } from '../port';

interface FailureRow {
  readonly code: ModelErrorCode;
  readonly message: string;
  /** Seconds after which trying again makes sense; absent where it does not. */
  readonly hint?: number;
}

/** Every way in which an exchange with an upstream fails, and what the person is told. */
const FAILURES = {
  unreachable: { code: 'model_unavailable', message: 'The model could not be reached', hint: 5 },
  broken: { code: 'model_failed', message: 'The connection to the model broke off', hint: 5 },
  slow_start: { code: 'model_timeout', message: 'The model did not begin to answer', hint: 5 },
  silent: { code: 'model_timeout', message: 'The model stopped answering', hint: 5 },
  too_long: { code: 'model_timeout', message: 'The answer took too long' },
  resting: { code: 'model_unavailable', message: 'The model is not available right now', hint: 10 },
  misconfigured: { code: 'model_unavailable', message: 'The model is not available right now' },
  busy: { code: 'model_unavailable', message: 'The model is busy right now', hint: 10 },
  upstream_timeout: { code: 'model_timeout', message: 'The model took too long', hint: 5 },
  upstream_failed: { code: 'model_failed', message: 'The model failed', hint: 5 },
  rejected: { code: 'model_failed', message: 'The model did not accept the request' },
  reported: { code: 'model_failed', message: 'The model reported an error', hint: 5 },
  not_a_stream: { code: 'model_failed', message: 'The model did not answer with a stream' },
  garbled: { code: 'model_failed', message: 'The answer of the model could not be read', hint: 5 },
  too_big: { code: 'model_failed', message: 'The answer of the model was too large' },
  paused: { code: 'model_failed', message: 'The model asked for something a chat cannot give' },
  incomplete: { code: 'model_failed', message: 'The answer broke off', hint: 5 },
} as const satisfies Record<string, FailureRow>;

export type FailureKind = keyof typeof FAILURES;

/** Kinds that say that the back end itself is ill, not this one request. */
const OUTAGES: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'unreachable',
  'broken',
  'slow_start',
  'silent',
  'misconfigured',
  'busy',
  'upstream_timeout',
  'upstream_failed',
]);

/** What the operator may know of a failure: no text of the upstream, no key, no address. */
export interface UpstreamProblem {
  readonly kind: FailureKind;
  /** The HTTP status, where the upstream answered with one. */
  readonly status?: number;
}

/** An exchange that failed. Made of our own words only. */
export class UpstreamFailure extends Error implements UpstreamProblem {
  constructor(
    readonly kind: FailureKind,
    readonly status?: number,
    /** What the upstream asked for, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(FAILURES[kind].message);
  }

  get outage(): boolean {
    return OUTAGES.has(this.kind);
  }

  /** The final event that tells it. */
  toEvent(): ModelEvent {
    const { code, message, hint }: FailureRow = FAILURES[this.kind];
    const retryAfter = this.retryAfter === undefined ? hint : Math.max(1, this.retryAfter);
    return { t: 'error', code, message, ...(retryAfter !== undefined && { retryAfter }) };
  }
}

/** A request that the upstream did not accept. Its text is read here, and shown to nobody. */
export class Refusal extends UpstreamFailure {
  constructor(
    { kind, status, retryAfter }: UpstreamFailure,
    readonly body: string,
  ) {
    super(kind, status, retryAfter);
  }
}

/** Any error as a failure; one that nobody expected is the upstream's. */
export function toFailure(error: unknown): UpstreamFailure {
  return error instanceof UpstreamFailure ? error : new UpstreamFailure('upstream_failed');
}
