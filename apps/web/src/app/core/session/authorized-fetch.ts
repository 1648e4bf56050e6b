import { Service, inject } from '@angular/core';
import { TokenRenewal } from './token-renewal';

/** `fetch` with the bearer token, for event streams, which `HttpClient` cannot read piece by piece. */
@Service()
export class AuthorizedFetch {
  private readonly renewal = inject(TokenRenewal);

  /**
   * Resolves with whatever the server answered. A 401 renews the token; then a GET is repeated once,
   * a POST never. Rejects as `fetch` does: a `TypeError` for the network, an `AbortError` for `signal`.
   */
  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const token = await this.renewal.fresh();
    const response = await send(url, init, token);
    if (response.status !== 401 || token === null) return response;
    const outcome = await this.renewal.renew(token);
    if (outcome !== 'renewed' || init.method === 'POST') return response;
    return send(url, init, await this.renewal.fresh());
  }
}

function send(url: string, init: RequestInit, token: string | null): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  return fetch(url, { ...init, headers, cache: 'no-store' });
}
