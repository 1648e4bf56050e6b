import { reachableEngines } from '@prome-dify/testing';
import { openScratch } from '../database/spec-support/scratch';
import { sql } from '../database';
import { DatabaseRateWindows } from './database-rate-windows';
import { MemoryRateWindows } from './memory-rate-windows';
import type { RateWindows } from './rate-windows';

const RULE = { name: 'rule', limit: 3, windowMs: 60_000 };
const OTHER = { name: 'other', limit: 3, windowMs: 3_600_000 };

interface Opened {
  readonly windows: RateWindows;
  /** As if so much time had passed. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const inMemory = async (): Promise<Opened> => {
  let now = 1_000_000;
  const pass = async (ms: number) => {
    now += ms;
  };
  return { windows: new MemoryRateWindows(() => now), pass, close: async () => undefined };
};

const postgres = (await reachableEngines()).find(({ name }) => name === 'postgres');

const inDatabase = async (): Promise<Opened> => {
  if (!postgres) throw new Error('no PostgreSQL');
  const { database, close } = await openScratch(postgres);
  const pass = async (ms: number) => {
    await database.run((tx) => tx.execute(sql`UPDATE rate_window SET ends_at = ends_at - ${ms}`));
  };
  return { windows: new DatabaseRateWindows(database), pass, close };
};

const PLACES = [
  { place: 'memory', open: inMemory },
  ...(postgres ? [{ place: 'PostgreSQL', open: inDatabase }] : []),
];

describe.each(PLACES)('Windows in $place', ({ open }) => {
  let opened: Opened;
  let windows: RateWindows;
  let keys = 0;
  let key: string;
  beforeAll(async () => {
    opened = await open();
    ({ windows } = opened);
  });
  beforeEach(() => {
    keys += 1;
    key = `key ${keys}`;
  });
  afterAll(() => opened.close());

  const add = async (rule = RULE) => (await windows.add([{ rule, key }]))[0];
  const look = async (rule = RULE) => (await windows.look([{ rule, key }]))[0];

  it('count from the first event to the end of the window', async () => {
    expect(await look()).toEqual({ count: 0, msLeft: 0 });
    expect((await add())?.count).toBe(1);
    await opened.pass(20_000);
    const second = await add();
    expect(second?.count).toBe(2);
    expect(second?.msLeft).toBeGreaterThan(30_000);
    expect(second?.msLeft).toBeLessThanOrEqual(40_000);
    expect((await look())?.count).toBe(2);
  });

  it('begin anew when they are over', async () => {
    await add();
    await add();
    await opened.pass(60_000);
    expect(await look()).toEqual({ count: 0, msLeft: 0 });
    const next = await add();
    expect(next?.count).toBe(1);
    expect(next?.msLeft).toBeGreaterThan(50_000);
  });

  it('count keys and rules apart, several at once, and answer in the order asked', async () => {
    await add(OTHER);
    const both = [
      { rule: RULE, key },
      { rule: OTHER, key },
      { rule: RULE, key: `${key} of another` },
    ];
    expect((await windows.add(both)).map(({ count }) => count)).toEqual([1, 2, 1]);
    expect((await windows.look(both.toReversed())).map(({ count }) => count)).toEqual([1, 2, 1]);
    expect((await look(OTHER))?.msLeft).toBeGreaterThan(RULE.windowMs);
  });

  it('give each of many at once a count of its own, whatever the order of the keys', async () => {
    const mine = [
      { rule: RULE, key },
      { rule: OTHER, key },
    ];
    const counts = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const told = await windows.add(n % 2 === 0 ? mine : mine.toReversed());
        return told.map(({ count }) => count);
      }),
    );
    // Both are counted by one statement: they always stand alike.
    const each = counts.map(([one = 0, two]) => (one === two ? one : Number.NaN));
    expect(each.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });
});

describe('Windows in memory', () => {
  it('are never more than a bounded number, the newest among them', async () => {
    const windows = new MemoryRateWindows();
    const all = Array.from({ length: 60_000 }, (_, n) => ({ rule: RULE, key: `key ${n}` }));
    await windows.add(all);
    const kept = await windows.look(all);
    expect(kept.filter(({ count }) => count > 0).length).toBeLessThanOrEqual(50_000);
    expect(kept.at(-1)?.count).toBe(1);
  });
});

describe.each(postgres ? [postgres] : [])('Windows in $name', (engine) => {
  it('are deleted once they are over, and name nobody', async () => {
    const { database, close } = await openScratch(engine);
    const windows = new DatabaseRateWindows(database);
    await windows.add([{ rule: RULE, key: 'ada@example.com' }]);
    await windows.add([{ rule: OTHER, key: 'ada@example.com' }]);
    const rows = await database.read.rows(sql`SELECT id FROM rate_window`);
    expect(JSON.stringify(rows)).not.toContain('ada');
    await database.run((tx) => tx.execute(sql`UPDATE rate_window SET ends_at = ends_at - 60000`));
    expect(await windows.forget()).toBe(1);
    expect(await windows.forget()).toBe(0);
    await close();
  });
});
