/** One row of the table of errors: the HTTP status and the short text that a person may read. */
interface ErrorRow {
  readonly status: number;
  readonly title: string;
}

/** Every error the API answers with, by its code. Nothing else is ever sent. */
export const ERRORS = {
  validation_failed: { status: 400, title: 'Some fields are not valid' },
  invalid_json: { status: 400, title: 'The body is not valid JSON' },
  too_deep: { status: 400, title: 'The body is nested too deeply' },
  invalid_request: { status: 400, title: 'The request is not valid' },
  unknown_model: { status: 400, title: 'There is no such model' },
  link_invalid: { status: 400, title: 'This link is not valid' },
  webhook_invalid: { status: 400, title: 'The webhook is not valid' },
  unauthorized: { status: 401, title: 'Sign in to continue' },
  invalid_credentials: { status: 401, title: 'The email or the password is wrong' },
  insufficient_tokens: { status: 402, title: 'Insufficient tokens' },
  spending_limit_reached: { status: 403, title: 'Your own spending limit is reached' },
  forbidden: { status: 403, title: 'This is not allowed' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This method is not supported here' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  email_taken: { status: 409, title: 'An account with this email exists' },
  account_busy: { status: 409, title: 'An answer is still being written' },
  conversation_busy: { status: 409, title: 'This conversation is already generating an answer' },
  link_expired: { status: 410, title: 'This link has expired' },
  link_used: { status: 410, title: 'This link was used already' },
  gone: { status: 410, title: 'This is no longer available' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON in UTF-8' },
  idempotency_mismatch: { status: 422, title: 'This Idempotency-Key was used with another body' },
  rate_limited: { status: 429, title: 'Too many requests, try again soon' },
  too_many_streams: { status: 429, title: 'Too many answers are being generated at once' },
  headers_too_large: { status: 431, title: 'The request headers are too large' },
  internal: { status: 500, title: 'Something went wrong' },
  model_failed: { status: 502, title: 'The model could not answer' },
  payment_unavailable: { status: 502, title: 'The payment service could not be reached' },
  payments_not_configured: { status: 503, title: 'Payments are not set up' },
  mail_not_configured: { status: 503, title: 'Mail is not set up' },
  model_unavailable: { status: 503, title: 'The model is not available right now' },
  server_busy: { status: 503, title: 'The server is busy, try again soon' },
  server_restarting: { status: 503, title: 'The server is restarting, try again soon' },
  model_timeout: { status: 504, title: 'The model took too long to answer' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** What can be wrong with what a person has written, as the API says it of the field. */
export const FIELD_FAULTS = {
  tooLongForModel: 'is too long for this model',
  brokenText: 'must be text without NUL or broken characters',
} as const;

export type FieldFault = keyof typeof FIELD_FAULTS;

/** What is wrong with one field: `pointer` is its JSON pointer within the body or query. */
export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

/** Body of every refusal: RFC 9457, media type `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  /** The id of the request, as in `X-Request-Id` and in the log. */
  readonly instance: string;
  readonly errors?: readonly FieldError[];
  /** The same text as `title`, for clients that read this member. */
  readonly error: string;
}
