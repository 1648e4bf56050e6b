import { HttpException } from '@nestjs/common';
import type { ErrorCode } from '@prome-dify/contracts';
import { isDatabaseUnavailable } from '../database';
import { ProblemError } from './problem';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
  431: 'headers_too_large',
  503: 'server_busy',
};

/** Any thrown value as a problem; what nobody foresaw is `internal`, with nothing of it shown. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof HttpException) {
    return new ProblemError(BY_STATUS[error.getStatus()] ?? 'internal');
  }
  // First, because a client that breaks off has the code of a database that does.
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  const known = typeof statusCode === 'number' && statusCode < 500 && BY_STATUS[statusCode];
  if (known) return new ProblemError(known);
  if (isDatabaseUnavailable(error)) return new ProblemError('server_busy', { retryAfter: 2 });
  return new ProblemError('internal');
}
