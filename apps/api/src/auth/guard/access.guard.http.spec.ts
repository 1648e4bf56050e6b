import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Problem } from '@prome-dify/contracts';
import { ApiClient, reachableEngines } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import type { OpenedServer } from '../http.fixture';
import { openServer } from '../http.fixture';
import { SigningKeys } from '../tokens/signing-keys';

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
  'GET /health',
  'GET /ready',
  'POST /api/auth/login',
  'POST /api/auth/logout',
  'POST /api/auth/password/forgot',
  'POST /api/auth/password/reset',
  'POST /api/auth/refresh',
  'POST /api/auth/register',
  'POST /api/auth/verify',
  'POST /api/billing/webhook',
];

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(header: object, payload: unknown, secret = SECRET): string {
  const body = `${base64url(header)}.${base64url(payload)}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

describe.each(await reachableEngines())('The guard on $name', (engine) => {
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
    const claims = JSON.parse(atob(token.split('.')[1] ?? '')) as Record<string, unknown>;
    const { kid } = new SigningKeys(SECRET).current;
    const header = { alg: 'HS256', typ: 'JWT', kid };
    const forged = [
      'garbage',
      `${base64url({ ...header, alg: 'none' })}.${base64url(claims)}.`,
      signed(header, claims, ''),
      signed(header, claims, 'your-super-secret-jwt-key-change-in-production'),
      signed({ alg: 'HS256', typ: 'JWT' }, claims),
      signed({ ...header, kid: "' OR 1=1" }, claims),
      signed({ ...header, crit: ['exp'] }, claims),
      signed(header, null),
      signed(header, { ...claims, exp: undefined }),
      signed(header, { ...claims, exp: 9e15 }),
      signed(header, { ...claims, iat: Number(claims['iat']) - 9000, exp: 1 }),
      signed(header, { ...claims, aud: 'other' }),
      signed(header, { ...claims, typ: 'refresh' }),
      signed(header, { ...claims, sid: ID }),
      signed(header, { ...claims, sub: ID }),
      `${token}A`,
      token.slice(0, -1),
      'A'.repeat(9000),
    ];
    const bodies = new Set<string>();
    for (const route of protectedRoutes()) {
      const answers = await Promise.all(
        forged.map((each) => call(route, { authorization: `Bearer ${each}` })),
      );
      for (const { status, body } of answers) {
        bodies.add(JSON.stringify({ ...body, answered: status, instance: '' }));
      }
    }
    expect([...bodies]).toHaveLength(1);
    expect([...bodies][0]).toContain('"answered":401');
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
