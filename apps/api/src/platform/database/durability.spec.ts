import { reachableEngines } from '@prome-dify/testing/databases';
import type { Durability } from './database';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';
import { sql } from './sql';

/** What each engine says of a commit that waits for the disk, and of one that does not. */
const TOLD = {
  sqlite: { ask: sql`PRAGMA synchronous`, full: { synchronous: 2 }, relaxed: { synchronous: 1 } },
  postgres: {
    ask: sql`SHOW synchronous_commit`,
    full: { synchronous_commit: 'on' },
    relaxed: { synchronous_commit: 'off' },
  },
} as const;

describe.each(await reachableEngines())('the durability of a commit on $name', (engine) => {
  const { ask, full, relaxed } = TOLD[engine.name];
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await openScratch(engine);
  });
  afterEach(() => scratch.clear());
  afterAll(() => scratch.close());

  const asked = (id: number, durability?: Durability) =>
    scratch.database.run(async (tx) => {
      await write(tx, id);
      return tx.row(ask);
    }, durability);

  it('is full unless somebody says that it need not be, and is so again afterwards', async () => {
    expect(await asked(1)).toEqual(full);
    expect(await asked(2, 'relaxed')).toEqual(relaxed);
    expect(await asked(3)).toEqual(full);
    expect(await scratch.notes()).toHaveLength(3);
  });

  it('is full for all who share a commit with one who needs it', async () => {
    const together = [asked(1, 'relaxed'), asked(2), asked(3, 'relaxed')];
    const [first, second, third] = await Promise.all(together);
    expect(second).toEqual(full);
    // Each has a commit of its own where many connections write.
    const others = engine.name === 'sqlite' ? full : relaxed;
    expect([first, third]).toEqual([others, others]);
  });
});
