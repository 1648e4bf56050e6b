import { reachableEngines } from '@prome-dify/testing/databases';
import type { Queries } from './queries';
import { withSnapshot } from './snapshot';
import type { Scratch } from './spec-support/scratch';
import { openScratch, write } from './spec-support/scratch';
import { sql } from './sql';

const engines = await reachableEngines();

describe.each(engines)('withSnapshot on $name', (engine) => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await openScratch(engine);
    await scratch.database.run((tx) => write(tx, 0));
  });
  afterAll(() => scratch.close());

  const count = async (queries: Queries) =>
    (await queries.row<{ n: number }>(sql`SELECT COUNT(*) AS n FROM note`))?.n;

  it('cannot write', async () => {
    for (const statement of [
      sql`INSERT INTO note (id, text) VALUES (99, 'written')`,
      sql`UPDATE note SET text = 'changed'`,
      sql`DELETE FROM note`,
      sql`CREATE TABLE more (id INTEGER)`,
    ]) {
      const writing = withSnapshot(scratch.url, (queries) => queries.execute(statement));
      await expect(writing).rejects.toThrow(/read.?only/i);
    }
    expect(await scratch.notes()).toEqual([{ id: 0, text: 'note 0' }]);
  });

  it('sees one moment, however much is committed meanwhile, and does not hold up the writers', async () => {
    const seen = await withSnapshot(scratch.url, async (queries) => {
      const counts = [await count(queries)];
      for (const id of [1, 2, 3]) {
        await scratch.database.run((tx) => write(tx, id));
        counts.push(await count(queries));
      }
      return counts;
    });
    expect(seen).toEqual([1, 1, 1, 1]);
    expect(await withSnapshot(scratch.url, count)).toBe(4);
  });

  it('passes on what the reading throws, and leaves nothing open behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      const failing = withSnapshot(scratch.url, async (queries) => {
        await count(queries);
        throw new Error('enough');
      });
      await expect(failing).rejects.toThrow('enough');
    }
    // An open reader would keep the table from being changed.
    await scratch.database.run((tx) => tx.execute(sql`ALTER TABLE note ADD COLUMN more TEXT`));
    expect(await withSnapshot(scratch.url, count)).toBe(4);
  });
});
