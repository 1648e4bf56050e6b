import { UpstreamFailure, type FailureKind } from './failure';

/** Longest wait that a person is told, s: more is a mistake of the upstream. */
const RETRY_AFTER_MAX = 600;

const KINDS: Readonly<Record<number, FailureKind>> = {
  401: 'misconfigured',
  402: 'misconfigured',
  403: 'misconfigured',
  404: 'misconfigured',
  408: 'upstream_timeout',
  429: 'busy',
  500: 'upstream_failed',
  502: 'busy',
  503: 'busy',
  504: 'upstream_timeout',
  524: 'upstream_timeout',
  529: 'busy',
};

function kindOf(status: number): FailureKind {
  const known = KINDS[status];
  if (known) return known;
  if (status < 400) return 'misconfigured';
  return status < 500 ? 'rejected' : 'upstream_failed';
}

/** A `Retry-After` header, seconds or a date, in seconds from `now` (ms); undefined if neither. */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(0, Math.ceil(seconds)), RETRY_AFTER_MAX);
}

/** The failure that an answer with this status (any but 2xx) is. Redirects are never followed. */
export function statusFailure(status: number, retryAfter?: string): UpstreamFailure {
  return new UpstreamFailure(kindOf(status), status, parseRetryAfter(retryAfter));
}
