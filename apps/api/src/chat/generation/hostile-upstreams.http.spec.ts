import { SEED } from '@prome-dify/testing/random';
import { enginesFor, MODEL_SCRIPTS } from '@prome-dify/testing';
import { HOSTILE_KEY, HostileRun, type Asked } from '../spec-support/hostile-run';
import { hostileUpstreams } from '../spec-support/hostile-upstreams';

const ALL = hostileUpstreams(SEED);
/** Those that send more than anybody can keep. */
const GIANTS = ['25 endlessLine', '26 flood', '26 emptyFlood', '27 endless'];
/** Troubles that pass. */
const PASSING = [
  ...['34 rateLimited', '34 rateLimitedAbsurd', '35 serverError', '35 unavailable'],
  ...['38 resetBeforeHeaders', '38 resetAfterHeaders', '39 hang', '46 refused'],
];
const GROWTH_MAX = 50_000_000;
const BYSTANDER_MS_MAX = 5_000;

describe('the table of hostile upstreams', () => {
  it('has all sixty numbers, and every script there is', () => {
    const numbers = new Set(ALL.map(({ id }) => Number.parseInt(id)));
    expect([...numbers].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
    const names = ALL.map(({ id }) => id.replace(/^\d+ /, ''));
    expect(names).toEqual(expect.arrayContaining(Object.keys(MODEL_SCRIPTS)));
  });
});

describe.each(await enginesFor(import.meta.filename))(
  `hostile upstreams on $name (seed ${SEED})`,
  (engine) => {
    // All of them on SQLite, a sample on PostgreSQL: a database sees the same of all.
    const table = engine.name === 'sqlite' ? ALL : ALL.filter((_, index) => index % 7 === 0);
    const isWhole = table === ALL;
    const growths = new Map<string, number>();
    let run: HostileRun;
    let balance: Awaited<ReturnType<HostileRun['askAll']>>;

    beforeAll(async () => {
      run = await HostileRun.open(engine, table);
      if (isWhole) await run.warmUp();
      for (const id of isWhole ? GIANTS : []) growths.set(id, await run.growth(id));
      balance = await run.askAll();
    }, 60_000);
    afterAll(async () => {
      expect(await run.host.findings()).toEqual([]);
      await run.close();
    });

    it.each(table)('$id ends with $end, and costs no more than was held', ({ id, end }) => {
      const { story, events, maxTokens } = run.asked.get(id) as Asked;
      const { text, charged } = story;
      if (end !== 'any') expect(story.end).toBe(end);
      expect(charged).toBeGreaterThanOrEqual(0);
      expect(charged).toBeLessThanOrEqual(maxTokens);
      if (text !== '') expect(charged).toBeGreaterThan(0);
      if (text === '' && story.end.startsWith('model_')) expect(charged).toBe(0);
      const secrets = new RegExp(`${HOSTILE_KEY}|UPSTREAM TEXT|AFTER THE END`);
      expect(JSON.stringify(events)).not.toMatch(secrets);
      const last = JSON.stringify(events.at(-1));
      expect(last).not.toMatch(/127\.0\.0\.1|Bearer|undici|ECONN|ENOTFOUND|node_modules/);
    });

    it('together cost what each has said', () => {
      const { balanceLeft } = run;
      expect(balance).toMatchObject({ balance: balanceLeft, held: 0, available: balanceLeft });
    });

    if (isWhole) {
      it.each(PASSING)('%s says when to try again', (id) => {
        const last = run.asked.get(id)?.events.at(-1)?.data;
        expect(last).toMatchObject({ retryAfter: expect.any(Number) as number });
      });

      it.each(GIANTS)('%s is cut early, and takes less than 50 MB of memory', (id) => {
        expect(growths.get(id)).toBeLessThan(GROWTH_MAX);
        const asked = run.host.model.requests.filter(({ body }) => (body as Named).model === id);
        expect(asked.map(({ aborted }) => aborted)).toEqual([true, true]);
      });
    }

    it('are nothing that others notice', () => {
      expect(run.bystander.length).toBeGreaterThan(3);
      for (const { story, ms } of run.bystander) {
        expect(story).toMatchObject({ end: 'complete', charged: 17, source: 'provider' });
        expect(ms).toBeLessThan(BYSTANDER_MS_MAX);
      }
    });

    it('lead the key nowhere else', () => {
      expect(run.elsewhere.trap.requests).toEqual([]);
    });

    it('leave the server well, and nothing of theirs in its log', async () => {
      expect((await (await run.host.newPerson()).call('/health')).status).toBe(200);
      const bad = new RegExp(`"level":(50|60)|UPSTREAM TEXT|unhandled|${HOSTILE_KEY}`);
      expect(run.host.log()).not.toMatch(bad);
    });
  },
);

interface Named {
  readonly model: string;
}
