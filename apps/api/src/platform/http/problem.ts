import type { ErrorCode, FieldError, Problem } from '@prome-dify/contracts';
import { ERRORS } from '@prome-dify/contracts';

export interface ProblemDetails {
  /** One sentence for a person; never input, SQL, paths or secrets. Default: the code's title. */
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which trying again makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number;
}

/** A refusal with its code from the closed table; the filter turns it into the HTTP answer. */
export class ProblemError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ProblemDetails = {},
  ) {
    super(ERRORS[code].title);
    this.name = 'ProblemError';
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  /** The RFC 9457 body; `instance` is the id of the request. */
  body(instance: string): Problem {
    const { status, title } = ERRORS[this.code];
    const { detail = `${title}.`, errors } = this.details;
    return {
      type: 'about:blank',
      title,
      status,
      detail,
      code: this.code,
      instance,
      ...(errors ? { errors } : {}),
      error: title,
    };
  }
}
