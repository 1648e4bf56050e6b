import type { Problem } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { expectProblem } from '../platform/spec-support/expect-problem';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';
const FRONTEND = 'https://chat.example.com';

/** What one person may do so often a minute; each call is answered without anything lasting. */
const LIMITED = [
  { name: 'checkout', path: '/api/billing/checkout', limit: 60, body: { packageId: 'none' } },
  { name: 'confirm', path: '/api/billing/checkout/cs_test_none/confirm', limit: 300, body: {} },
  { name: 'share', path: `/api/conversations/${UNKNOWN}/share`, limit: 60, body: {} },
  {
    ...{ name: 'chat', path: '/api/chat', limit: 600 },
    body: { message: 'Hello', conversationId: UNKNOWN },
  },
];

/** Does something so often, a hundred at once: more would wait too long for a connection. */
async function calls<Answer>(count: number, call: (n: number) => Promise<Answer>) {
  const answers: Answer[] = [];
  while (answers.length < count) {
    const next = Array.from({ length: Math.min(100, count - answers.length) }, (_, n) =>
      call(answers.length + n),
    );
    answers.push(...(await Promise.all(next)));
  }
  return answers;
}

describe.each(await enginesFor(import.meta.filename))(
  'What a person may do too often on $name',
  (engine) => {
    let servers: ServerProcess[];
    let remove: () => Promise<void>;

    beforeAll(async () => {
      const database = await engine.createDatabase();
      ({ remove } = database);
      const env = {
        RATE_LIMIT: 'on',
        JWT_SECRET: 'the secret that both servers have',
        FRONTEND_URL: FRONTEND,
      };
      const start = () => ServerProcess.start({ databaseUrl: database.url, env });
      servers = [await start()];
      // SQLite serves one process alone.
      if (engine.name === 'postgres') servers.push(await start());
    });
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.stop()));
      await remove();
    });

    const newPerson = async () => {
      const { token } = await ApiClient.register(servers[0]?.url ?? '');
      /** At one server after the other. */
      return (n = 0) => new ApiClient(servers[n % servers.length]?.url ?? '', token);
    };

    it.each(LIMITED)('is told by $name', async ({ name, path, limit, body }) => {
      const [person, stranger] = [await newPerson(), await newPerson()];
      const answers = await calls(limit, () => person().call(path, { body }));
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([404]));
      const refused = await person().call<Problem>(path, { body, headers: { origin: FRONTEND } });
      expectProblem(refused, 429, 'rate_limited');
      const { headers } = refused;
      const seconds = headers.get('retry-after');
      expect(headers.get('ratelimit-policy')).toBe(`"${name}";q=${limit};w=60`);
      expect(headers.get('ratelimit')).toBe(`"${name}";r=0;t=${seconds}`);
      expect(Number(seconds)).toBeGreaterThan(0);
      expect(headers.get('access-control-expose-headers')).toContain('ratelimit, ratelimit-policy');
      expect((await stranger().call(path, { body })).status).toBe(404);
    });

    it.each(LIMITED)('is $name, counted by all servers together', async ({ path, limit, body }) => {
      const person = await newPerson();
      const answers = await calls(limit + 4, (n) => person(n).call(path, { body }));
      const statuses = answers.map((answer) => answer.status);
      expect(statuses.filter((status) => status === 404)).toHaveLength(limit);
      expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    });

    it('is followed by a network: links to shared conversations', async () => {
      const reader = (n = 0) => new ApiClient(servers[n % servers.length]?.url ?? '');
      const ask = (n: number) => reader(n).call(`/api/shared/${'A'.repeat(43)}`);
      const answers = await Promise.all(Array.from({ length: 124 }, (_, n) => ask(n)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status === 404)).toHaveLength(120);
      expect(statuses.filter((status) => status === 429)).toHaveLength(4);
      const refused = await ask(0);
      expectProblem(refused, 429, 'rate_limited');
      expect(refused.headers.get('ratelimit-policy')).toBe('"shared";q=120;w=60');
    });
  },
);
