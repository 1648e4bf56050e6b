import type { StripeAccount } from './account';
import { expireDue } from './checkout-read';
import { StripeRefusal, invalidRequest, refusalOfStatus } from './errors';
import { expand } from './expand';
import type { Faults, PlannedFault } from './faults';
import type { FormNode } from './form-body';
import { FormError, decodeForm } from './form-body';
import type { Answer } from './idempotency';
import { IdempotencyKeys } from './idempotency';
import { newId } from './ids';
import { Params } from './params';
import { findRoute } from './routes';

/** A request as it arrived, without the transport. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  /** Form text: the query of a GET, the body of a POST. */
  readonly form: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** The answer, with the headers that are Stripe's own, and the fault to play on the transport. */
export interface ApiReply extends Answer {
  readonly headers: Readonly<Record<string, string>>;
  readonly fault: PlannedFault | undefined;
}

/** Stripe's REST API over one account: keys, idempotency, faults and errors around the routes. */
export class StripeApi {
  private readonly keys = new IdempotencyKeys();

  constructor(
    private readonly account: StripeAccount,
    private readonly faults: Faults,
    private readonly secretKey: string | undefined,
  ) {}

  answer(request: ApiRequest): ApiReply {
    const requestId = newId('req');
    const headers: Record<string, string> = { 'request-id': requestId };
    const fault = this.faults.take(request.method, request.path);
    if (typeof fault?.kind === 'string' && fault.when !== 'after') {
      return { status: 200, body: {}, headers, fault };
    }
    try {
      this.authenticate(request.authorization);
      const answer = this.once(request, requestId, headers, fault);
      return { ...answer, headers, fault };
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return { status: error.status, body: error.body, headers, fault };
    }
  }

  private authenticate(authorization: string | undefined): void {
    const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
    const valid =
      this.secretKey === undefined ? /^(sk|rk)_test_\w+$/.test(key) : key === this.secretKey;
    if (valid) return;
    const message = key === '' ? 'You did not provide an API key.' : 'Invalid API Key provided.';
    throw new StripeRefusal(401, { error: { type: 'invalid_request_error', message } });
  }

  private once(
    request: ApiRequest,
    requestId: string,
    headers: Record<string, string>,
    fault: PlannedFault | undefined,
  ): Answer {
    const key = request.method === 'POST' ? request.idempotencyKey : undefined;
    const fingerprint = `${request.path}\n${request.form}`;
    if (key === undefined) return this.execute(request, requestId, fault);
    headers['idempotency-key'] = key;
    const replay = this.keys.replay(key, fingerprint);
    if (replay) {
      headers['idempotent-replayed'] = 'true';
      headers['original-request'] = replay.originalRequest;
      return replay.answer;
    }
    const answer = this.execute(request, requestId, fault);
    this.keys.save(key, fingerprint, requestId, answer);
    return answer;
  }

  private execute(request: ApiRequest, requestId: string, fault: PlannedFault | undefined): Answer {
    const failure = typeof fault?.kind === 'number' ? answerOf(fault.kind) : undefined;
    if (failure && fault?.when !== 'after') return failure;
    const body = this.route(request, requestId);
    return failure ?? { status: 200, body };
  }

  private route(request: ApiRequest, requestId: string): object {
    expireDue(this.account);
    const route = findRoute(request.method, request.path);
    if (!route) {
      const message = `Unrecognized request URL (${request.method}: ${request.path}).`;
      throw new StripeRefusal(404, { error: { type: 'invalid_request_error', message } });
    }
    const params = new Params(decoded(request.form));
    const cause = { requestId, idempotencyKey: request.idempotencyKey ?? null };
    const call = { account: this.account, params, id: route.id, path: request.path, cause };
    const body = route.handler(call);
    return expand(this.account, body, params.texts('expand'));
  }
}

function answerOf(status: number): Answer {
  return { status, body: refusalOfStatus(status).body };
}

function decoded(form: string): FormNode {
  try {
    return decodeForm(form);
  } catch (error) {
    if (error instanceof FormError) throw invalidRequest(error.message);
    throw error;
  }
}
