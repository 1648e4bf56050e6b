import { members, text, type Members } from '../json';
import { Refusal, UpstreamFailure } from '../upstream/failure';
import { statusFailure } from '../upstream/status';

/** Codes that say that the app, or its provider, is not set up: nothing that a person can mend. */
const MISCONFIGURED: ReadonlySet<string> = new Set([
  'app_unavailable',
  'not_chat_app',
  'provider_not_initialize',
  'provider_quota_exceeded',
  'model_currently_not_support',
  'agent_not_published',
]);

/** Seconds after which a passing trouble is worth another try. */
const SOON = 1;

function isErrorStatus(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status <= 599;
}

/** The failure that Dify's `{status, code}` tells; the text that it adds stays there. */
export function difyFailure(error: Members, retryAfter?: number): UpstreamFailure {
  const code = text(error['code']);
  const status = Number(error['status']);
  if (MISCONFIGURED.has(code)) return new UpstreamFailure('misconfigured', status);
  if (!isErrorStatus(status)) return new UpstreamFailure('reported');
  const passing = code === 'too_many_requests' || status === 500;
  const { kind } = statusFailure(status);
  return new UpstreamFailure(kind, status, retryAfter ?? (passing ? SOON : undefined));
}

function parsed(body: string): Members {
  try {
    return members(JSON.parse(body));
  } catch {
    return {};
  }
}

/** What a request failed with, read as Dify means it. */
export function explained(error: unknown): unknown {
  if (!(error instanceof UpstreamFailure) || !isErrorStatus(error.status)) return error;
  const body = error instanceof Refusal ? parsed(error.body) : {};
  return difyFailure({ code: body['code'], status: error.status }, error.retryAfter);
}
