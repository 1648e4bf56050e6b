import { reachableEngines } from '@prome-dify/testing/databases';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';
import { sql } from './sql';
import type { Transaction } from './transaction';

const engines = (await reachableEngines()).filter(({ name }) => name === 'postgres');

describe.each(engines)('conflicts on $name', (engine) => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await openScratch(engine);
  });
  afterEach(() => scratch.clear());
  afterAll(() => scratch.close());

  it('runs the unit again after a deadlock, so that both callers land', async () => {
    await scratch.database.run(async (tx) => {
      for (const id of [1, 2]) await write(tx, id);
    });
    const arrivals = meeting(2);
    let attempts = 0;
    const said: string[] = [];
    const crossing = (first: number, second: number) =>
      scratch.database.run(async (tx) => {
        attempts += 1;
        tx.afterCommit(() => said.push(`${first} then ${second}`));
        await append(tx, first);
        await arrivals();
        await append(tx, second);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect((await scratch.notes()).map(({ text }) => text)).toEqual(['note 1++', 'note 2++']);
    expect(attempts).toBe(3);
    // What waited for the commit of the first attempt is not done twice.
    expect(said.toSorted()).toEqual(['1 then 2', '2 then 1']);
  });

  it('runs the unit again after a serialisation failure', async () => {
    await scratch.database.run((tx) => write(tx, 1));
    const arrivals = meeting(2);
    const increment = () =>
      scratch.database.run(async (tx) => {
        await tx.execute(sql`SET TRANSACTION ISOLATION LEVEL SERIALIZABLE`);
        const note = await tx.row<{ text: string }>(sql`SELECT text FROM note WHERE id = 1`);
        await arrivals();
        await tx.execute(sql`UPDATE note SET text = ${`${note?.text}+`} WHERE id = 1`);
      });
    await Promise.all([increment(), increment()]);
    expect(await scratch.notes()).toEqual([{ id: 1, text: 'note 1++' }]);
  });

  it('gives up after four attempts and passes the conflict on', async () => {
    let attempts = 0;
    const hopeless = scratch.database.run(async (tx) => {
      attempts += 1;
      await tx.execute(sql`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
    });
    await expect(hopeless).rejects.toThrow('again');
    expect(attempts).toBe(4);
  });

  it('never runs a unit again for any other failure', async () => {
    let attempts = 0;
    const failing = scratch.database.run(async (tx) => {
      attempts += 1;
      await tx.execute(sql`SELECT 1 / 0`);
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(attempts).toBe(1);
  });

  it('gives every connection back, whatever happened on it', async () => {
    // More failures than the pool has connections: a leak would leave none for the last.
    for (let round = 0; round < 25; round += 1) {
      await expect(scratch.database.run((tx) => tx.execute(sql`SELEKT`))).rejects.toThrow();
      await expect(scratch.database.read.rows(sql`SELEKT`)).rejects.toThrow();
    }
    await scratch.database.run((tx) => write(tx, 1));
    expect(await scratch.notes()).toHaveLength(1);
  });
});

async function append(tx: Transaction, id: number): Promise<void> {
  await tx.execute(sql`UPDATE note SET text = text || '+' WHERE id = ${id}`);
}

/** Lets the first `count` callers go on together; later ones pass at once. */
function meeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= count) resolve();
    return promise;
  };
}
