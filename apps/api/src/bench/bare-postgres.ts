import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { Contestant } from './contestant';
import { roundRobin } from './contestant';
import type { Row, Step } from './turn-script';
import { TurnScript } from './turn-script';

/** As large as the pool of the product. */
const POOL_MAX = 20;

/** The `pg` pool with named statements and nothing of ours: one transaction per step. */
export function barePostgres(url: string, userIds: readonly string[], atOnce: number): Contestant {
  const pool = new pg.Pool({ connectionString: url, max: POOL_MAX });
  const script = new TurnScript('postgres');
  const nextUser = roundRobin(userIds);
  return {
    name: 'pg, a transaction per step',
    atOnce,
    async step() {
      const [userId, holdId] = [nextUser(), uuidv7()];
      await transact(pool, script, script.open(userId, holdId));
      await transact(pool, script, script.settle(userId, holdId));
      return 1;
    },
    close: () => pool.end(),
  };
}

async function transact(
  pool: pg.Pool,
  { texts }: TurnScript,
  steps: Generator<Step, void, Row>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    let row: Row = {};
    for (let { done, value } = steps.next(row); !done && value; { done, value } = steps.next(row)) {
      const { name, values } = value;
      const { rows, rowCount } = await client.query<Row>({
        name,
        text: texts[name],
        values: [...values],
      });
      if (rowCount !== 1) throw new Error(`${name} touched ${rowCount} rows`);
      row = rows[0] ?? row;
    }
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
