import type { AuthAnswer } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import type { OpenedServer } from '../http.fixture';
import { openServer, refreshCookie } from '../http.fixture';

const PASSWORD = 'password123';
let people = 0;

describe.each(await enginesFor(import.meta.filename))('Sessions on $name', (engine) => {
  let server: OpenedServer;

  beforeAll(async () => {
    server = await openServer(engine, { FRONTEND_URL: 'https://chat.example.com' });
  });
  afterAll(() => server.close());

  async function register() {
    people += 1;
    const body = { email: `person${people}@example.com`, password: PASSWORD };
    const answer = await server.client.call<AuthAnswer>('/api/auth/register', { body });
    return { email: body.email, token: answer.body.token, ...refreshCookie(answer) };
  }

  const send = (
    path: 'refresh' | 'logout' | 'logout/everywhere',
    headers: Record<string, string>,
  ) => server.client.call<AuthAnswer>(`/api/auth/${path}`, { method: 'POST', headers });
  const status = async (token: string) =>
    (await new ApiClient(server.url, token).call('/api/auth/me')).status;

  it('keeps the refresh token where no script and no other site gets at it', async () => {
    const { attributes } = await register();
    expect(attributes.toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=604800',
      'Path=/api/auth',
      'SameSite=Strict',
    ]);
  });

  it('refreshes by the cookie and replaces it', async () => {
    const first = await register();
    const answer = await send('refresh', { cookie: first.pair });
    const next = refreshCookie(answer);
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body)).toEqual(['user', 'token']);
    expect(next.value).not.toBe(first.value);
    expect(next.attributes).toEqual(first.attributes);
    expect(await status(answer.body.token)).toBe(200);
    expect((await send('refresh', { cookie: next.pair })).status).toBe(200);
  });

  it('gives 20 tabs at once the same cookie', async () => {
    const { pair } = await register();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send('refresh', { cookie: pair })),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => refreshCookie(answer).value)).size).toBe(1);
  });

  it('refuses to refresh without a good cookie', async () => {
    const { token, value } = await register();
    const cookies = ['', 'refresh=', 'refresh=garbage', `refresh=${token}`, `token=${value}`];
    for (const cookie of cookies) {
      expectProblem(await send('refresh', { cookie }), 401, 'unauthorized');
    }
    expectProblem(await send('refresh', { authorization: `Bearer ${value}` }), 401, 'unauthorized');
  });

  it('signs out by the access token: the next request is refused, the cookie gone', async () => {
    const { token, pair } = await register();
    const answer = await send('logout', { authorization: `Bearer ${token}` });
    expect(answer).toMatchObject({ status: 204, body: undefined });
    expect(refreshCookie(answer).value).toBe('');
    expect(refreshCookie(answer).attributes).toContain('Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    expect(await status(token)).toBe(401);
    expectProblem(await send('refresh', { cookie: pair }), 401, 'unauthorized');
  });

  it('signs out by the cookie alone, and as often as one likes', async () => {
    const { token, pair } = await register();
    for (let n = 0; n < 3; n += 1) {
      expect((await send('logout', { cookie: pair })).status).toBe(204);
    }
    expect((await send('logout', {})).status).toBe(204);
    expect(await status(token)).toBe(401);
  });

  it('signs out everywhere: no token and no cookie of any device is good for anything', async () => {
    const desk = await register();
    const stranger = await register();
    const body = { email: desk.email, password: PASSWORD };
    const logins = await Promise.all(
      Array.from({ length: 3 }, () => server.client.call<AuthAnswer>('/api/auth/login', { body })),
    );
    const others = logins.map((answer) => ({ token: answer.body.token, ...refreshCookie(answer) }));
    const rotated = refreshCookie(await send('refresh', { cookie: others[0]?.pair ?? '' }));
    const foreign = { authorization: `Bearer ${desk.token}`, origin: 'https://evil.example' };
    expectProblem(await send('logout/everywhere', foreign), 403, 'forbidden');
    expectProblem(await send('logout/everywhere', { cookie: desk.pair }), 401, 'unauthorized');
    expect(await status(desk.token)).toBe(200);

    const done = await send('logout/everywhere', { authorization: `Bearer ${desk.token}` });
    expect(done).toMatchObject({ status: 204, body: undefined });
    expect(refreshCookie(done).attributes).toContain('Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    for (const { token } of [desk, ...others]) expect(await status(token)).toBe(401);
    for (const { pair } of [desk, ...others, rotated]) {
      expectProblem(await send('refresh', { cookie: pair }), 401, 'unauthorized');
    }
    expect(await status(stranger.token)).toBe(200);
    expect((await send('refresh', { cookie: stranger.pair })).status).toBe(200);
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://chat.example.com.evil.example' },
  ])('lets no other site refresh or sign out: %j', async (headers) => {
    const { token, pair } = await register();
    for (const path of ['refresh', 'logout'] as const) {
      expectProblem(await send(path, { ...headers, cookie: pair }), 403, 'forbidden');
    }
    expect(await status(token)).toBe(200);
    expect((await send('refresh', { cookie: pair })).status).toBe(200);
  });

  it('lets the client refresh from its own address', async () => {
    const { pair } = await register();
    for (const origin of ['https://chat.example.com', server.url]) {
      expect((await send('refresh', { cookie: pair, origin })).status).toBe(200);
    }
  });
});

describe.each(await enginesFor(import.meta.filename))('The signing secret on $name', (engine) => {
  const env = { HOST: '127.0.0.1' };

  it('marks the cookie Secure in production, where the client is served by https', async () => {
    const server = await openServer(engine, {
      NODE_ENV: 'production',
      JWT_SECRET: 'f2c1b1d6b0b34d5c8f57c9a0a1b2c3d4',
      FRONTEND_URL: 'https://chat.example.com',
    });
    const body = { email: 'user@example.com', password: PASSWORD };
    const answer = await server.client.call('/api/auth/register', { body });
    expect(refreshCookie(answer).attributes).toContain('Secure');
    await server.close();
  });

  it('keeps everybody signed in while the one before is told, and no longer', async () => {
    const database = await engine.createDatabase();
    const start = (JWT_SECRET: string, JWT_SECRET_PREVIOUS = '') =>
      ServerProcess.start({
        databaseUrl: database.url,
        env: { ...env, JWT_SECRET, JWT_SECRET_PREVIOUS },
      });
    const statusAt = async ({ url }: ServerProcess, token: string) =>
      (await new ApiClient(url, token).call('/api/auth/me')).status;
    const refresh = ({ url }: ServerProcess, { pair }: { readonly pair: string }) =>
      new ApiClient(url).call<AuthAnswer>('/api/auth/refresh', {
        method: 'POST',
        headers: { cookie: pair },
      });
    const first = await start('the first secret of this server');
    const body = { email: 'user@example.com', password: PASSWORD };
    const answer = await new ApiClient(first.url).call<AuthAnswer>('/api/auth/register', { body });
    const early = refreshCookie(answer);
    const raced = refreshCookie(await refresh(first, early));
    await first.stop();

    const second = await start(
      'the second secret of this server',
      'the first secret of this server',
    );
    expect(await statusAt(second, answer.body.token)).toBe(200);
    // The answer that was lost when the server stopped: its cookie is of the first secret.
    expect(refreshCookie(await refresh(second, early)).value).toBe(raced.value);
    const renewed = await refresh(second, raced);
    expect(renewed.status).toBe(200);
    await second.stop();

    const third = await start('the second secret of this server');
    expect(await statusAt(third, renewed.body.token)).toBe(200);
    expect(await statusAt(third, answer.body.token)).toBe(401);
    expectProblem(await refresh(third, raced), 401, 'unauthorized');
    expect((await refresh(third, refreshCookie(renewed))).status).toBe(200);
    await third.stop();
    await database.remove();
  });

  it('refuses old tokens, and old cookies, once it is another', async () => {
    const database = await engine.createDatabase();
    const start = (JWT_SECRET: string) =>
      ServerProcess.start({ databaseUrl: database.url, env: { ...env, JWT_SECRET } });
    const before = await start('the first secret of this server');
    const body = { email: 'user@example.com', password: PASSWORD };
    const answer = await new ApiClient(before.url).call<AuthAnswer>('/api/auth/register', { body });
    await before.stop();
    const after = await start('the second secret of this server');
    const me = await new ApiClient(after.url, answer.body.token).call('/api/auth/me');
    expectProblem(me, 401, 'unauthorized');
    const headers = { cookie: refreshCookie(answer).pair };
    const refreshed = await new ApiClient(after.url).call('/api/auth/refresh', {
      method: 'POST',
      headers,
    });
    expectProblem(refreshed, 401, 'unauthorized');
    await after.stop();
    await database.remove();
  });
});
