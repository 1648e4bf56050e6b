import { readFile } from 'node:fs/promises';
import pg from 'pg';

/** Counts, at the database itself, what a server writes. */
export interface WriteCounter {
  /** Transactions that wrote something and were committed, since the counter was made. */
  commits(): Promise<number>;
  /** Statements that wrote to a table, by table; only where the database can tell. */
  statements(): Promise<Readonly<Record<string, number>> | undefined>;
  close(): Promise<void>;
}

/** A counter for the database at `url`. */
export function countWrites(url: string): Promise<WriteCounter> {
  return url.startsWith('file:')
    ? countInLog(`${url.slice('file:'.length)}-wal`)
    : countByTrigger(url);
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** SQLite: the last frame of each transaction in its write-ahead log says that it is the last. */
async function countInLog(path: string): Promise<WriteCounter> {
  const count = async (salt?: string) => {
    const log = await readFile(path);
    const size = FRAME_HEADER + log.readUInt32BE(8);
    const current = log.toString('hex', 16, 24);
    if (salt && salt !== current) throw new Error('the log began anew while it was counted');
    let commits = 0;
    for (let at = WAL_HEADER; at + size <= log.length; at += size) {
      if (log.toString('hex', at + 8, at + 16) !== current) break;
      if (log.readUInt32BE(at + 4) > 0) commits += 1;
    }
    return { commits, salt: current };
  };
  const before = await count();
  return {
    commits: async () => (await count(before.salt)).commits - before.commits,
    statements: async () => undefined,
    close: async () => undefined,
  };
}

/**
 * PostgreSQL: a trigger of every table notes the transaction; jobs that ask for work are no turn, and
 * what the database's own triggers write for the search is no statement.
 */
const TRIGGERS = `
  CREATE TABLE spec_write (xact TEXT, tbl TEXT);
  CREATE FUNCTION spec_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO spec_write VALUES (pg_current_xact_id()::text, TG_TABLE_NAME);
      RETURN NULL;
    END $$;
  DO $$ DECLARE name TEXT; BEGIN
    FOR name IN SELECT tablename FROM pg_tables
      WHERE schemaname = 'public' AND tablename NOT IN ('spec_write', 'job_lease', 'mail_token', 'search_entry')
    LOOP
      EXECUTE format('CREATE TRIGGER spec_note AFTER INSERT OR UPDATE OR DELETE ON %I
        FOR EACH STATEMENT EXECUTE FUNCTION spec_note()', name);
    END LOOP;
  END $$;`;

async function countByTrigger(url: string): Promise<WriteCounter> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TRIGGERS);
  return {
    commits: async () => {
      const { rows } = await client.query<{ n: string }>(
        'SELECT COUNT(DISTINCT xact) AS n FROM spec_write',
      );
      return Number(rows[0]?.n);
    },
    statements: async () => {
      const { rows } = await client.query<{ tbl: string; n: string }>(
        'SELECT tbl, COUNT(*) AS n FROM spec_write GROUP BY tbl ORDER BY tbl',
      );
      return Object.fromEntries(rows.map(({ tbl, n }) => [tbl, Number(n)]));
    },
    close: () => client.end(),
  };
}
