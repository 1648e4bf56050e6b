import { fileURLToPath } from 'node:url';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';

/** The database as somebody sees it who has its keys and goes around the product. */
export interface RawDatabase {
  run(statement: string): Promise<unknown>;
  /** Whether a statement is carried out at all. */
  succeeds(statement: string): Promise<boolean>;
  /** The first column of a query. */
  column(query: string): Promise<string[]>;
  /** Takes the guard off the table of transfers. */
  disarm(): Promise<void>;
  /** Puts the guard back. */
  rearm(): Promise<void>;
  close(): Promise<void>;
}

type Run = (statement: string) => Promise<readonly object[]>;

export async function openRaw(url: string): Promise<RawDatabase> {
  return url.startsWith('postgres') ? openPostgres(url) : openSqlite(url);
}

function openSqlite(url: string): RawDatabase {
  const connection = new BetterSqlite3(pathOf(url));
  const guards = connection
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'transfer'`,
    )
    .all();
  let isArmed = true;
  const run: Run = (statement) => {
    const prepared = connection.prepare<[], object>(statement);
    if (prepared.reader) return Promise.resolve(prepared.all());
    prepared.run();
    return Promise.resolve([]);
  };
  return {
    ...common(async (statement) => run(statement)),
    disarm: () => {
      for (const { name } of guards) connection.exec(`DROP TRIGGER ${name}`);
      isArmed = false;
      return Promise.resolve();
    },
    rearm: () => {
      if (!isArmed) for (const { sql } of guards) connection.exec(sql);
      return Promise.resolve();
    },
    close: () => Promise.resolve(void connection.close()),
  };
}

async function openPostgres(url: string): Promise<RawDatabase> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const trigger = (verb: 'DISABLE' | 'ENABLE') =>
    client.query(`ALTER TABLE transfer ${verb} TRIGGER USER`).then(() => undefined);
  return {
    ...common(async (statement) => (await client.query<object>(statement)).rows),
    disarm: () => trigger('DISABLE'),
    rearm: () => trigger('ENABLE'),
    close: () => client.end(),
  };
}

function common(run: Run) {
  return {
    run,
    succeeds: (statement: string) =>
      run(statement).then(
        () => true,
        () => false,
      ),
    column: async (query: string) => (await run(query)).map((row) => String(Object.values(row)[0])),
  };
}

function pathOf(url: string): string {
  return url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length);
}
