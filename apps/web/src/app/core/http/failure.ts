import type { ErrorCode, FieldError, FieldFault } from '@prome-dify/contracts';
import { failureWords } from './failure-words';

/** What can go wrong with a request: the API's own codes, and what only the browser can see. */
export type FailureCode = ErrorCode | 'offline' | 'unreachable' | 'unexpected';

/** What is wrong with a field, in the language of this page; `fault` where it is a known one. */
export interface WrongField extends FieldError {
  readonly fault?: FieldFault;
}

export interface FailureFacts {
  /** HTTP status, when an answer arrived. */
  readonly status?: number;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  /** What is wrong with single fields of the body. */
  readonly fields?: readonly WrongField[];
  /** The request's id in the server's log, for a report. */
  readonly requestId?: string;
  /** Available tokens; comes with `insufficient_tokens`. */
  readonly balance?: number;
}

/** A request that did not end well, in the one shape that pages show. `message` is for people. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly code: FailureCode,
    message: string,
    readonly facts: FailureFacts = {},
  ) {
    super(message);
  }
}

/** Turns whatever was thrown into a {@link Failure}; a network error becomes `offline` or `unreachable`. */
export function failureOf(error: unknown, online: boolean = navigator.onLine): Failure {
  if (error instanceof Failure) return error;
  if (!online) return new Failure('offline', $localize`:@@failure.offline:You are offline`);
  return error instanceof TypeError
    ? new Failure('unreachable', $localize`:@@failure.unreachable:The server could not be reached`)
    : new Failure('unexpected', failureWords('internal'));
}
