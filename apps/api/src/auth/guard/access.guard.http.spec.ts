import { request as httpRequest } from 'node:http';
import type { AuthAnswer, Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import type { OpenedServer } from '../http.fixture';
import { openServer, refreshCookie } from '../http.fixture';
import { claimsOf, forgeries, headerOf, signed } from './spec-support/forged-tokens';

const SECRET = 'the secret of this specification';
const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

interface Operation {
  readonly security?: readonly Record<string, unknown>[];
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly isProtected: boolean;
}

/** Everything that somebody may call without an account; a new entry here is a decision. */
const OPEN = [
  'GET /api/auth/options',
  'GET /api/billing/packages',
  'GET /api/dev/mailbox',
  'GET /api/models',
  `GET /api/shared/${ID}`,
  'GET /health',
  // Asks for a secret of its own.
  'GET /metrics',
  'GET /ready',
  'POST /api/auth/email/confirm',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'POST /api/auth/password/forgot',
  'POST /api/auth/password/reset',
  'POST /api/auth/refresh',
  'POST /api/auth/register',
  'POST /api/auth/verify',
  'POST /api/billing/webhook',
];

/** Promised are sixty; that there are more is no harm. */
const FORGERIES_MIN = 60;

describe.each(await enginesFor(import.meta.filename))('The guard on $name', (engine) => {
  let server: OpenedServer;
  let token: string;
  let routes: readonly Route[];

  beforeAll(async () => {
    server = await openServer(engine, { JWT_SECRET: SECRET });
    token = (await ApiClient.register(server.url)).token ?? '';
    const { body } = await server.client.call<OpenApi>('/api/docs-json');
    routes = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, ID),
        isProtected: operation.security !== undefined,
      })),
    );
  });
  afterAll(() => server.close());

  const call = ({ method, path }: Route, headers: Record<string, string>) =>
    server.client.call<Problem>(path, { method, headers });
  const protectedRoutes = () => routes.filter(({ isProtected }) => isProtected);

  it('leaves open only what is meant to be open', () => {
    const open = routes.filter(({ isProtected }) => !isProtected);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(OPEN);
    expect(protectedRoutes().length).toBeGreaterThan(10);
  });

  it('answers every protected route without a token in the same words', async () => {
    for (const route of protectedRoutes()) {
      const answer = await call(route, {});
      expectProblem(answer, 401, 'unauthorized');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('lets no forged token through at any protected route, nor says why', async () => {
    const body = { email: 'owner@example.com', password: 'password123' };
    const answer = await server.client.call<AuthAnswer>('/api/auth/register', { body });
    const loot = {
      token,
      otherToken: answer.body.token,
      refreshToken: refreshCookie(answer).value,
      secret: SECRET,
    };
    // What is right in all of them is right: only their faults are refused.
    const good = signed(headerOf(SECRET), claimsOf(token), SECRET);
    expect((await new ApiClient(server.url, good).call('/api/auth/me')).status).toBe(200);
    const forged = forgeries(loot);
    expect(forged.length).toBeGreaterThanOrEqual(FORGERIES_MIN);
    const answers = new Map<string, string[]>();
    for (const route of protectedRoutes()) {
      const told = forged.map(async ({ name, token: each }) => {
        const {
          status,
          headers,
          body: problem,
        } = await call(route, {
          authorization: `Bearer ${each}`,
        });
        const challenge = headers.get('www-authenticate');
        const answered = JSON.stringify({ ...problem, status, challenge, instance: '' });
        answers.set(answered, [...(answers.get(answered) ?? []), `${name} at ${route.path}`]);
      });
      await Promise.all(told);
    }
    const [most, ...others] = [...answers].toSorted(([, a], [, b]) => b.length - a.length);
    expect(others).toEqual([]);
    expect(most?.[0]).toContain('"status":401');
    expect(most?.[0]).toContain('"challenge":"Bearer"');
    expect(most?.[1]).toHaveLength(forged.length * protectedRoutes().length);
  });

  it('takes a token from the Authorization header only', async () => {
    const me: Route = { method: 'GET', path: '/api/auth/me', isProtected: true };
    expect((await call(me, { authorization: `Bearer ${token}` })).status).toBe(200);
    const elsewhere = [
      call({ ...me, path: `/api/auth/me?token=${token}&access_token=${token}` }, {}),
      call(me, { cookie: `token=${token}; refresh=${token}; access_token=${token}` }),
      call(me, { 'x-access-token': token, 'proxy-authorization': `Bearer ${token}` }),
      call(me, { authorization: token }),
      call(me, { authorization: `Basic ${token}` }),
    ];
    for (const answer of await Promise.all(elsewhere)) expectProblem(answer, 401, 'unauthorized');
  });

  it('takes no token from two Authorization headers', async () => {
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    const headers = ['Host', new URL(server.url).host];
    const twice = ['Authorization', `Bearer ${token}`, 'authorization', `Bearer ${token}`];
    httpRequest(`${server.url}/api/auth/me`, { headers: [...headers, ...twice] }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
    expect(await promise).toBe(401);
  });

  it('refuses a token of 16 kB', async () => {
    const headers = { authorization: `Bearer ${'A'.repeat(17_000)}` };
    expect((await server.client.fetch('/api/auth/me', { headers })).status).toBe(431);
  });

  it('runs no handler for a HEAD request', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const head = await server.client.fetch('/api/auth/me', { method: 'HEAD', headers });
    expect([404, 405]).toContain(head.status);
  });
});
