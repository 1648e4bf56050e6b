import { readFile } from 'node:fs/promises';
import BetterSqlite3 from 'better-sqlite3';
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
  return url.startsWith('file:') ? countInLog(url.slice('file:'.length)) : countByTrigger(url);
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** SQLite: the last frame of each transaction in its write-ahead log says that it is the last. */
async function countInLog(path: string): Promise<WriteCounter> {
  const reader = keepLog(path);
  const count = async () => {
    const log = await readFile(`${path}-wal`);
    const size = FRAME_HEADER + log.readUInt32BE(8);
    const current = log.toString('hex', 16, 24);
    let commits = 0;
    for (let at = WAL_HEADER; at + size <= log.length; at += size) {
      if (log.toString('hex', at + 8, at + 16) !== current) break;
      if (log.readUInt32BE(at + 4) > 0) commits += 1;
    }
    return commits;
  };
  const before = await count();
  return {
    commits: async () => (await count()) - before,
    statements: async () => undefined,
    close: async () => void reader.close(),
  };
}

/**
 * A reader of a snapshot that is in the log keeps the log from beginning anew. The first reader holds
 * checkpoints up, so that what is written then is still in the log when the second one looks.
 */
function keepLog(path: string): BetterSqlite3.Database {
  const first = new BetterSqlite3(path);
  const writer = new BetterSqlite3(path);
  const second = new BetterSqlite3(path);
  const look = (reader: BetterSqlite3.Database) =>
    reader.exec('BEGIN').prepare('SELECT COUNT(*) FROM sqlite_schema').get();
  look(first);
  writer.pragma('user_version = 1');
  look(second);
  first.close();
  writer.close();
  return second;
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
