import { createHash } from 'node:crypto';
import type { Database, Transaction } from '../database';
import { each, joinSql, sql } from '../database';
import type { RateKey, RateWindow } from './rate-windows';
import { nameOf, RateWindows } from './rate-windows';

interface Row extends RateWindow {
  readonly id: string;
}

const NONE: RateWindow = { count: 0, msLeft: 0 };

/** PostgreSQL's own clock, the same throughout a statement. */
const NOW = sql`(EXTRACT(EPOCH FROM statement_timestamp()) * 1000)::bigint`;

/** In the table `rate_window`, for all processes together; on PostgreSQL. */
export class DatabaseRateWindows extends RateWindows {
  constructor(private readonly database: Database) {
    super();
  }

  async add(keys: readonly RateKey[]): Promise<RateWindow[]> {
    // In one order everywhere: two requests that count the same keys must not wait for each other.
    const sorted = [...keys].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    const values = sorted.map((key) => sql`(${idOf(key)}, 1, ${NOW} + ${key.rule.windowMs})`);
    const count = (tx: Transaction) =>
      tx.rows<Row>(sql`
        INSERT INTO rate_window (id, events, ends_at) VALUES ${joinSql(values, ', ')}
        ON CONFLICT (id) DO UPDATE SET
          events = CASE WHEN rate_window.ends_at > ${NOW} THEN rate_window.events + 1 ELSE 1 END,
          ends_at = CASE WHEN rate_window.ends_at > ${NOW} THEN rate_window.ends_at
            ELSE excluded.ends_at END
        RETURNING id, events AS count, ends_at - ${NOW} AS "msLeft"`);
    // No request waits for the disk to be counted.
    const rows = await this.database.run(count, 'relaxed');
    return inOrder(keys, rows);
  }

  async look(keys: readonly RateKey[]): Promise<RateWindow[]> {
    const rows = await this.database.read.rows<Row>(sql`
      SELECT id, events AS count, ends_at - ${NOW} AS "msLeft" FROM rate_window
      WHERE id IN ${each('postgres', keys.map(idOf))} AND ends_at > ${NOW}`);
    return inOrder(keys, rows);
  }

  /** Deletes the windows that are over; answers how many. */
  forget(): Promise<number> {
    return this.database.run((tx) =>
      tx.execute(sql`DELETE FROM rate_window WHERE ends_at <= ${NOW}`),
    );
  }
}

/** A digest: the table holds no addresses, neither of people nor of networks. */
function idOf(key: RateKey): string {
  return createHash('sha256').update(nameOf(key)).digest('base64url');
}

function inOrder(keys: readonly RateKey[], rows: readonly Row[]): RateWindow[] {
  const byId = new Map(rows.map(({ id, count, msLeft }) => [id, { count, msLeft }]));
  return keys.map((key) => byId.get(idOf(key)) ?? NONE);
}
