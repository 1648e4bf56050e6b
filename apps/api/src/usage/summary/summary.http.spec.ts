import type { UsageAnswer, UsageSummaryAnswer } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';

const env = { JWT_SECRET: 'a secret for specs, known to everybody' };

describe.each(await enginesFor(import.meta.filename))(
  'Sums and the export of usage on $name',
  (engine) => {
    let server: ServerProcess;
    let person: ApiClient;
    let stranger: ApiClient;
    let removeDatabase: () => Promise<void>;
    let lines: UsageAnswer['usage'];

    beforeAll(async () => {
      const { url, remove } = await engine.createDatabase();
      removeDatabase = remove;
      server = await ServerProcess.start({ databaseUrl: url, env });
      person = await ApiClient.register(server.url);
      stranger = await ApiClient.register(server.url);
      await person.chat({ message: '=1+1, and "so on"' });
      await person.chat({ message: '/lorem 5' });
      await person.chat({ message: '/lorem 9' });
      lines = (await person.call<UsageAnswer>('/api/billing/usage')).body.usage;
    });
    afterAll(async () => {
      await server.stop();
      await removeDatabase();
    });

    const summary = async (query = '', client = person) =>
      (await client.call<UsageSummaryAnswer>(`/api/billing/usage/summary${query}`)).body;
    const csv = async (query = '', client = person) =>
      client.fetch(`/api/billing/usage/export${query}`);
    const spent = () => lines.reduce((sum, line) => sum + Math.max(0, line.tokensUsed), 0);

    it('adds up the days of the last month', async () => {
      const { by, from, to, sums, total } = await summary();
      expect([by, Date.parse(to) - Date.parse(from)]).toEqual(['day', 29 * 86_400_000]);
      expect(total).toEqual({ changes: 4, spent: spent(), added: 1000 });
      expect(sums.map(({ key }) => key)).toEqual([
        ...new Set(lines.map(({ createdAt }) => createdAt.slice(0, 10)).toReversed()),
      ]);
      expect(sums.reduce((sum, day) => sum + day.spent, 0)).toBe(spent());
      expect(sums.map(({ models }) => models)).toEqual(
        sums.map((day) => [{ model: 'demo', spent: day.spent }]),
      );
    });

    it('adds up models and conversations, dearest first, with their titles', async () => {
      const models = (await summary('?by=model')).sums;
      expect(models.map(({ key, changes }) => [key, changes])).toEqual([
        ['demo', 3],
        [null, 1],
      ]);
      const chats = (await summary('?by=conversation&type=chat')).sums;
      const own = lines.filter(({ type }) => type === 'chat');
      const wanted = own.map(({ conversationId, tokensUsed }) => [conversationId, tokensUsed]);
      expect(chats.map((sum) => sum.spent)).toEqual(
        own.map(({ tokensUsed }) => tokensUsed).toSorted((a, b) => b - a),
      );
      expect(chats.map((sum) => [sum.key, sum.spent]).toSorted()).toEqual(wanted.toSorted());
      expect(chats.every(({ title }) => title !== null && title !== '')).toBe(true);
    });

    it('and its list keep to the days and the kind that are asked for', async () => {
      expect((await summary('?type=grant')).total).toEqual({ changes: 1, spent: 0, added: 1000 });
      expect((await summary('?from=2020-02-29&to=2020-03-01')).sums).toEqual([]);
      const listed = await person.call<UsageAnswer>('/api/billing/usage?type=grant');
      expect(listed.body.usage.map(({ type }) => type)).toEqual(['grant']);
      const before = await person.call<UsageAnswer>('/api/billing/usage?to=2020-03-01');
      expect(before.body.usage).toEqual([]);
    });

    it.each([
      ['summary', 'by=user', '/by'],
      ['summary', 'from=2026-02-30', '/from'],
      ['summary', 'from=yesterday', '/from'],
      ['summary', 'to=2026-1-1', '/to'],
      ['summary', 'from=2026-01-02&to=2026-01-01', '/to'],
      ['summary', 'from=2025-01-01&to=2026-06-01', '/from'],
      ['export', 'from=2026-01-02&to=2026-01-01', '/to'],
      ['export', 'type=all', '/type'],
    ])('%s refuses %s', async (what, query, pointer) => {
      const answer = await person.call(`/api/billing/usage/${what}?${query}`);
      const { errors } = expectProblem(answer, 400, 'validation_failed');
      expect(errors?.map((error) => error.pointer)).toEqual([pointer]);
    });

    it('exports every line, and no formula', async () => {
      const answer = await csv();
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toContain('usage.csv');
      const text = await answer.text();
      const rows = text.split('\r\n');
      expect(rows).toHaveLength(lines.length + 2);
      expect(rows.slice(1, -1).map((row) => row.slice(-36))).toEqual(lines.map(({ id }) => id));
      expect(text).toContain(`"'=1+1, and ""so on""`);
      expect(text).not.toMatch(/(^|,)"?[=+@-]/m);
      expect((await (await csv('?type=grant')).text()).trim().split('\r\n')).toHaveLength(2);
    });

    it("never shows anything of somebody else's", async () => {
      expect((await summary('', stranger)).total).toEqual({ changes: 1, spent: 0, added: 1000 });
      expect((await (await csv('', stranger)).text()).trim().split('\r\n')).toHaveLength(2);
    });
  },
);
