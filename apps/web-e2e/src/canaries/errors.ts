import { ApiClient } from '@prome-dify/testing';
import type { Canaries } from './secrets';
import type { Source } from './search';

interface Wrong {
  readonly path: string;
  readonly body?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Requests that are refused, each with something secret in it. The names of members are none: an
 * answer says which one it does not know.
 */
function wrongRequests(canaries: Canaries, token: string): Wrong[] {
  const message = canaries.make('message');
  const password = canaries.make('wrong password');
  const email = `${canaries.make('address')}@example.com`;
  const mailed = canaries.make('mailed token');
  const bearer = { authorization: `Bearer ${token}` };
  return [
    { path: `/api/nothing/${mailed}?token=${mailed}` },
    { path: `/nothing/${mailed}.js` },
    { path: `/%${mailed}` },
    { path: `/api/conversations/${mailed}/messages`, headers: bearer },
    { path: `/api/billing/usage?cursor=${mailed}&other=${mailed}`, headers: bearer },
    { path: '/api/auth/me', headers: { authorization: `Bearer ${token}x` } },
    { path: '/api/auth/refresh', method: 'POST', headers: { cookie: `refresh=${mailed}` } },
    { path: '/api/auth/register', body: { email, password: password.repeat(9) } },
    { path: '/api/auth/register', body: { email: password, password } },
    { path: '/api/auth/login', body: { email, password, code: password } },
    { path: '/api/auth/password/reset', body: { token: mailed, password } },
    { path: '/api/auth/verify', body: { token: mailed } },
    { path: '/api/auth/email', headers: bearer, body: { email, password } },
    { path: '/api/auth/email/confirm', body: { token: mailed } },
    { path: '/api/chat', headers: bearer, body: `{"message":"${message}` },
    { path: '/api/chat', headers: bearer, body: { message: [message], user: message } },
    { path: '/api/chat', headers: bearer, body: { message, model: message } },
    { path: '/api/chat', headers: bearer, body: { message, conversationId: message } },
    { path: '/api/chat', headers: bearer, body: { message: message.repeat(5_000) } },
    { path: '/api/billing/checkout', headers: bearer, body: { packageId: message } },
    {
      path: '/api/billing/webhook',
      headers: { 'stripe-signature': `t=1,v1=${mailed}` },
      body: { message },
    },
  ];
}

/** What the server answers to requests that it refuses; what was sent with them belongs nowhere. */
export async function refusals(
  url: string,
  canaries: Canaries,
  token: string,
): Promise<readonly Source[]> {
  const nobody = new ApiClient(url);
  const answers: Source[] = [];
  for (const { path, ...options } of wrongRequests(canaries, token)) {
    const response = await nobody.fetch(path, options);
    if (response.ok) throw new Error(`${path} was to be refused: ${response.status}`);
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`);
    const text = [...headers, await response.text()].join('\n');
    answers.push({ name: `refusal ${response.status} of ${answers.length}`, text });
  }
  return answers;
}
