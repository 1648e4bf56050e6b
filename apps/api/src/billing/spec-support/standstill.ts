import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { sqlitePath } from '../../platform/database/open-database';

/** A kind of write, as a trigger names it: `INSERT ON transfer`. */
export type Write = `${'INSERT' | 'UPDATE' | `UPDATE OF ${string}`} ON ${string}`;

/** Longer than a spec needs to kill the process, shorter than the server lets a statement take. */
const SLEEP_S = 4;
const ANSWERS_WITHIN_MS = 250;

/** For specs: a database that stands still at a write, so that its process can be killed there. */
export class Standstill {
  private readonly isSqlite: boolean;

  constructor(private readonly databaseUrl: string) {
    this.isSqlite = databaseUrl.startsWith('file:');
  }

  /** From now on the next such write does not end. Other writes and other rows go on. */
  async set(write: Write): Promise<void> {
    if (this.isSqlite) return this.execute(sqliteTrigger(write));
    await this.execute(`
      CREATE FUNCTION standstill() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_sleep(${SLEEP_S}); RETURN NEW; END $$;
      CREATE TRIGGER standstill BEFORE ${write} FOR EACH ROW EXECUTE FUNCTION standstill()`);
  }

  /** Whether a process stands still now: on SQLite it then answers nobody. */
  async isReached(serverUrl: string): Promise<boolean> {
    if (!this.isSqlite) return (await this.rows(SLEEPING)) > 0;
    const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
    return fetch(`${serverUrl}/health`, { signal }).then(
      () => false,
      () => true,
    );
  }

  /** Lets everything go on, once the process is dead. Nothing may be left of what it was at. */
  async lift(): Promise<void> {
    if (this.isSqlite) return this.execute('DROP TRIGGER IF EXISTS standstill');
    // PostgreSQL notices only after the statement that nobody is there any more.
    await this.rows(`SELECT pg_terminate_backend(pid, 2000) FROM (${SLEEPING}) AS sleeping`);
    await this.execute('DROP FUNCTION IF EXISTS standstill CASCADE');
  }

  private async execute(statements: string): Promise<void> {
    if (!this.isSqlite) return void (await this.rows(statements));
    const database = new BetterSqlite3(sqlitePath(this.databaseUrl));
    try {
      database.exec(statements);
    } finally {
      database.close();
    }
  }

  private async rows(statement: string): Promise<number> {
    const client = new pg.Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(statement)).rowCount ?? 0;
    } finally {
      await client.end();
    }
  }
}

const SLEEPING = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event = 'PgSleep'`;

/** SQLite cannot sleep: it counts without end. */
function sqliteTrigger(write: Write): string {
  return `CREATE TRIGGER standstill BEFORE ${write} BEGIN
    SELECT (WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT 1 - i FROM n)
      SELECT COUNT(*) FROM n);
  END`;
}
