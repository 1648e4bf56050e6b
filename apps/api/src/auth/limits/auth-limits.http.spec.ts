import type { Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor, reachableEngines, ServerProcess } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import type { OpenedServer } from '../http.fixture';
import { openServer } from '../http.fixture';

const PASSWORD = 'password123';
let claimed = 0;

/** Claims to come from another address each time. */
const disguised = () => {
  claimed += 1;
  const address = `198.51.100.${claimed % 250}`;
  return { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` };
};

describe.each(await enginesFor(import.meta.filename))('Limits on $name', (engine) => {
  let server: OpenedServer;

  beforeEach(async () => {
    server = await openServer(engine, { RATE_LIMIT: 'on' });
  });
  afterEach(() => server.close());

  const post = (path: string, email: string, password = PASSWORD) =>
    server.client.call<Problem>(`/api/auth/${path}`, {
      body: { email, password },
      headers: disguised(),
    });

  it('slows down guessing at one account after ten failures, whatever the disguise', async () => {
    await post('register', 'user@example.com');
    for (let n = 0; n < 20; n += 1) {
      expect((await post('login', 'user@example.com')).status).toBe(200);
    }
    for (let n = 0; n < 10; n += 1) {
      const guess = await post('login', 'USER@example.com', `guess ${n}`);
      expectProblem(guess, 401, 'invalid_credentials');
    }
    const refused = await post('login', 'user@example.com');
    expectProblem(refused, 429, 'rate_limited');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await post('register', 'other@example.com')).status).toBe(201);
    expect((await post('login', 'other@example.com')).status).toBe(200);
  });

  it('slows down guessing at many accounts after thirty failures', async () => {
    const guesses = [];
    for (let n = 0; n < 31; n += 1) guesses.push(await post('login', `nobody${n}@example.com`));
    for (const guess of guesses.slice(0, 30)) expectProblem(guess, 401, 'invalid_credentials');
    expectProblem(guesses[30]!, 429, 'rate_limited');
  });

  it('slows down registering after twenty an hour', async () => {
    const attempts = [];
    for (let n = 0; n < 21; n += 1) attempts.push(await post('register', `new${n}@example.com`));
    expect(attempts.slice(0, 20).every(({ status }) => status === 201)).toBe(true);
    expectProblem(attempts[20]!, 429, 'rate_limited');
    expect(Number(attempts[20]?.headers.get('retry-after'))).toBeGreaterThan(60);
    const told = attempts.map(({ headers }) => headers.get('ratelimit'));
    expect(told[0]).toMatch(/^"sign-up";r=19;t=3(600|5\d\d)$/);
    expect(told[19]).toMatch(/^"sign-up";r=0;t=\d+$/);
    expect(told[20]).toBe(`"sign-up";r=0;t=${attempts[20]?.headers.get('retry-after')}`);
    for (const { headers } of attempts) {
      expect(headers.get('ratelimit-policy')).toBe('"sign-up";q=20;w=3600');
    }
  });

  it('tells how all limits of a sign-in stand', async () => {
    const { headers } = await post('login', 'nobody@example.com');
    expect(headers.get('ratelimit-policy')).toBe(
      '"wrong-password";q=10;w=60, "wrong-passwords";q=30;w=60',
    );
    expect(headers.get('ratelimit')).toBe('"wrong-password";r=9;t=60, "wrong-passwords";r=29;t=60');
  });
});

/** SQLite serves one process alone. */
const shared = (await reachableEngines()).filter(({ name }) => name === 'postgres');

describe.each(shared)('Limits of two servers on one $name', (engine) => {
  it('let through together as many as one alone', async () => {
    const database = await engine.createDatabase();
    const options = {
      databaseUrl: database.url,
      env: { RATE_LIMIT: 'on', JWT_SECRET: 'the secret that both servers have' },
    };
    const servers = await Promise.all([ServerProcess.start(options), ServerProcess.start(options)]);
    const statuses = async (path: string, times: number, body: (n: number) => object) => {
      const calls = Array.from({ length: times }, (_, n) => {
        const client = new ApiClient(servers[n % 2]?.url ?? '');
        return client.call<Problem>(`/api/auth/${path}`, { body: body(n) });
      });
      return (await Promise.all(calls)).map(({ status }) => status);
    };
    const signUp = (n: number) => ({ email: `new${n}@example.com`, password: PASSWORD });
    const signUps = await statuses('register', 24, signUp);
    expect(signUps.filter((status) => status === 201)).toHaveLength(20);
    expect(signUps.filter((status) => status === 429)).toHaveLength(4);

    const guess = (n: number) => ({ email: 'nobody@example.com', password: `guess no. ${n}` });
    const guesses = await statuses('login', 24, guess);
    expect(guesses.filter((status) => status === 401)).toHaveLength(10);
    expect(guesses.filter((status) => status === 429)).toHaveLength(14);
    await Promise.all(servers.map((server) => server.stop()));
    await database.remove();
  });
});
