import type { SpendingLimitsAnswer } from '@prome-dify/contracts';
import { ApiClient, enginesFor, ServerProcess } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';

describe.each(await enginesFor(import.meta.filename))('Spending limits on $name', (engine) => {
  let server: ServerProcess;
  let person: ApiClient;
  let removeDatabase: () => Promise<void>;
  beforeAll(async () => {
    const { url, remove } = await engine.createDatabase();
    removeDatabase = remove;
    server = await ServerProcess.start({ databaseUrl: url, env: { OLLAMA_BASE_URL: NOBODY } });
    person = await ApiClient.register(server.url);
  });
  afterAll(async () => {
    await server.stop();
    await removeDatabase();
  });

  const find = async (of = person) =>
    (await of.call<SpendingLimitsAnswer>('/api/billing/limits')).body;
  const set = (body: unknown, of = person) =>
    of.call<SpendingLimitsAnswer & { code: string }>('/api/billing/limits', {
      method: 'PUT',
      body,
    });

  it('are none at first', async () => {
    const { limits, spentToday, dayEndsAt } = await find();
    expect([limits, spentToday]).toEqual([{ perAnswer: null, perDay: null }, 0]);
    expect(dayEndsAt).toMatch(/T00:00:00.000Z$/);
    expect(Date.parse(dayEndsAt) - Date.now()).toBeGreaterThan(0);
  });

  it('cut an answer at what one may cost, and say so', async () => {
    expect((await set({ perAnswer: 60, perDay: null })).body.limits.perAnswer).toBe(60);
    const { list } = await storyOf(await person.chat({ message: '/lorem 200' }));
    expect(list.at(-1)).toMatchObject({ reason: 'length', limitedBy: 'answer_limit' });
    const { spentToday } = await find();
    expect(spentToday).toBeGreaterThan(30);
    expect(spentToday).toBeLessThanOrEqual(60);
  });

  it('refuse an answer for which nothing is left of the day, and say when there will be', async () => {
    const { spentToday } = await find();
    await set({ perAnswer: null, perDay: spentToday });
    const { list } = await storyOf(await person.chat({ message: 'One more?' }));
    expect(list).toEqual([
      {
        error: 'Your own spending limit is reached',
        code: 'spending_limit_reached',
        balance: 1000 - spentToday,
        retryAfter: expect.any(Number),
      },
    ]);
    await set({ perAnswer: null, perDay: null });
    const again = await storyOf(await person.chat({ message: 'One more?' }));
    expect(again.list.at(-1)).toMatchObject({ reason: 'complete' });
  });

  it('are everybody’s own', async () => {
    await set({ perAnswer: 1, perDay: 1 });
    const other = await ApiClient.register(server.url);
    expect((await find(other)).limits).toEqual({ perAnswer: null, perDay: null });
    await set({ perAnswer: null, perDay: null });
    expectProblem(await set({}, new ApiClient(server.url)), 401, 'unauthorized');
  });

  it.each([
    {},
    { perAnswer: 5 },
    { perAnswer: 0, perDay: null },
    { perAnswer: -1, perDay: 2 },
    { perAnswer: 1.5, perDay: null },
    { perAnswer: '5', perDay: null },
    { perAnswer: 1e15, perDay: null },
    { perAnswer: null, perDay: null, held: 0 },
  ])('cannot be %j', async (limits) => {
    const before = await find();
    expectProblem(await set(limits), 400, 'validation_failed');
    expect((await find()).limits).toEqual(before.limits);
  });
});

const NOBODY = 'http://127.0.0.1:9';

/** The data of all events of an answer. */
async function storyOf({ events }: Awaited<ReturnType<ApiClient['chat']>>) {
  return { list: events.map(({ data }) => data) };
}
