import { Service, inject } from '@angular/core';
import { IDEMPOTENCY_KEY_HEADER } from '@prome-dify/contracts';
import { TokenSupply } from './token-supply';

/** `fetch` with the bearer token, for event streams, which `HttpClient` cannot read piece by piece. */
@Service()
export class AuthorizedFetch {
  private readonly renewal = inject(TokenSupply);

  /**
   * Resolves with whatever the server answered. A 401 renews the token; then the request is
   * repeated once, a POST only where its key makes it the same one. Rejects as `fetch` does: a `TypeError` for the network, an `AbortError` for `signal`.
   */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const token = await this.renewal.fresh();
    const response = await send(url, init, token);
    if (response.status !== 401 || token === null) return response;
    const outcome = await this.renewal.renew(token);
    if (outcome !== 'renewed' || !isRepeatable(init)) return response;
    return send(url, init, await this.renewal.fresh());
  }
}

function isRepeatable({ method, headers }: RequestInit): boolean {
  return method !== 'POST' || new Headers(headers).has(IDEMPOTENCY_KEY_HEADER);
}

function send(url: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return fetch(url, { ...init, headers, cache: 'no-store' });
}
