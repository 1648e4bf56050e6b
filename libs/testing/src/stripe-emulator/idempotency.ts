import { StripeRefusal } from './errors';

/** What was answered: kept for a repeated request. */
export interface Answer {
  readonly status: number;
  readonly body: object;
}

interface Saved {
  readonly request: string;
  readonly requestId: string;
  readonly answer: Answer;
}

/** An answer from before, with the id of the request that made it. */
export interface Replay {
  readonly answer: Answer;
  readonly originalRequest: string;
}

/**
 * The first answer to each idempotency key, including a 500; what was refused before it began
 * (a parameter, the rate) is not kept, so that the key can be used again.
 */
export class IdempotencyKeys {
  private readonly saved = new Map<string, Saved>();

  /**
   * The answer to an earlier request with this key, if any.
   * @throws StripeRefusal 400 `idempotency_error` when that was another request.
   */
  replay(key: string, request: string): Replay | undefined {
    const saved = this.saved.get(key);
    if (!saved) return undefined;
    if (saved.request === request) {
      return { answer: saved.answer, originalRequest: saved.requestId };
    }
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were first ' +
      `used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    throw new StripeRefusal(400, { error: { type: 'idempotency_error', message } });
  }

  save(key: string, request: string, requestId: string, answer: Answer): void {
    if (answer.status < 400 || answer.status === 500) {
      this.saved.set(key, { request, requestId, answer });
    }
  }
}
