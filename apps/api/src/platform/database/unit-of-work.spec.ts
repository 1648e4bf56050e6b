import { setImmediate as nextTurn } from 'node:timers/promises';
import { reachableEngines } from '@prome-dify/testing/databases';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';
import { sql } from './sql';
import type { Transaction } from './transaction';

const engines = await reachableEngines();

describe.each(engines)('the unit of work on $name', (engine) => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await openScratch(engine);
  });
  afterEach(() => scratch.clear());
  afterAll(() => scratch.close());

  const ids = async () => (await scratch.notes()).map(({ id }) => id);

  it('answers what the work answers, and the write is there', async () => {
    const answer = await scratch.database.run(async (tx) => {
      await write(tx, 1);
      return 'done';
    });
    expect([answer, await ids()]).toEqual(['done', [1]]);
  });

  it('keeps 40 callers apart: every second fails, and exactly the others land', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, n) =>
        scratch.database.run(async (tx) => {
          await write(tx, 2 * n);
          // Lets the others run between the statements.
          for (let turn = 0; turn < n % 5; turn += 1) await nextTurn();
          await write(tx, 2 * n + 1);
          if (n % 2 === 1) throw new Error(`refused ${n}`);
          return n;
        }),
      ),
    );
    const told = outcomes.map((each) =>
      each.status === 'fulfilled' ? each.value : String(each.reason),
    );
    expect(told).toEqual(outcomes.map((_, n) => (n % 2 === 1 ? `Error: refused ${n}` : n)));
    const landed = Array.from({ length: 80 }, (_, id) => id).filter((id) => id % 4 < 2);
    expect(await ids()).toEqual(landed);
  });

  it('undoes everything when the database refuses the last of many writes', async () => {
    const work = scratch.database.run(async (tx) => {
      await write(tx, 1);
      await tx.execute(sql`UPDATE note SET text = 'changed'`);
      await write(tx, 2, 'changed');
    });
    await expect(work).rejects.toThrow(/unique/i);
    expect(await ids()).toEqual([]);
  });

  it('passes on exactly what the work throws, also when it throws before its first await', async () => {
    const reason = { not: 'an error' };
    const work = scratch.database.run(() => {
      throw reason as unknown as Error;
    });
    await expect(work).rejects.toBe(reason);
    await scratch.database.run((tx) => write(tx, 1));
    expect(await ids()).toEqual([1]);
  });

  it('shows nobody what is not committed', async () => {
    let outside: readonly number[] = [-1];
    let inside: readonly number[] = [];
    await scratch.database.run(async (tx) => {
      await write(tx, 1);
      outside = await ids();
      inside = (await tx.rows<{ id: number }>(sql`SELECT id FROM note`)).map(({ id }) => id);
    });
    expect([outside, inside]).toEqual([[], [1]]);
  });

  it('joins a unit that is opened within another: one commit, one rollback', async () => {
    const { database } = scratch;
    const nested = () => database.run((tx) => write(tx, 2));
    const failing = database.run(async (tx) => {
      await write(tx, 1);
      await nested();
      throw new Error('too late');
    });
    await expect(failing).rejects.toThrow('too late');
    expect(await ids()).toEqual([]);
    await database.run(async (tx) => {
      await write(tx, 1);
      await nested();
    });
    expect(await ids()).toEqual([1, 2]);
  });

  it('counts the rows that a statement touched', async () => {
    const touched = await scratch.database.run(async (tx) => {
      for (const id of [1, 2, 3]) await write(tx, id);
      const some = await tx.execute(sql`UPDATE note SET text = text || '!' WHERE id > ${1}`);
      const none = await tx.execute(sql`DELETE FROM note WHERE id > ${9}`);
      return [some, none];
    });
    expect(touched).toEqual([2, 0]);
  });

  it('answers no row as undefined, and rows of RETURNING like those of a SELECT', async () => {
    const found = await scratch.database.run(async (tx) => [
      await tx.row(sql`SELECT id FROM note`),
      await tx.row(sql`INSERT INTO note (id, text) VALUES (7, 'x') RETURNING id, text`),
      await tx.row(sql`UPDATE note SET text = 'y' WHERE id = 7 RETURNING text`),
      await tx.row(sql`UPDATE note SET text = 'z' WHERE id = 8 RETURNING text`),
    ]);
    expect(found).toEqual([undefined, { id: 7, text: 'x' }, { text: 'y' }, undefined]);
  });

  it('refuses statements through a transaction that has ended', async () => {
    let kept: Transaction | undefined;
    await scratch.database.run(async (tx) => {
      kept = tx;
    });
    await expect(write(kept as Transaction, 1)).rejects.toThrow('has ended');
    expect(await ids()).toEqual([]);
  });

  it('gives work that outlives the unit it was started in a unit of its own', async () => {
    let outlived: Promise<void> | undefined;
    const failing = scratch.database.run(async (tx) => {
      await write(tx, 1);
      outlived = nextTurn().then(async () => {
        await failing.catch(() => undefined);
        await scratch.database.run((own) => write(own, 2));
      });
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await outlived;
    expect(await ids()).toEqual([2]);
  });

  it('can be pinged, and says no once it is closed', async () => {
    await expect(scratch.database.ping()).resolves.toBeUndefined();
    const other = await openScratch(engine);
    await other.close();
    await expect(other.database.ping()).rejects.toThrow();
  });
});
