import BetterSqlite3 from 'better-sqlite3';
import { sqlite } from '@prome-dify/testing/databases';
import { BalanceEvents, Ledger, Postings } from '../../../ledger';
import { Queries, sqlitePath, Transaction } from '../../../platform/database';
import { openDatabase } from '../../../platform/database/open-database';
import type { Runner } from '../../../platform/database/runners';
import { sqliteRunner } from '../../../platform/database/runners';

/** What a unit of work came to: not yet told to anybody, but written if it was committed. */
export type Outcome<T> =
  { readonly result: T; readonly announce: () => void } | { readonly error: unknown };

/**
 * A database in memory with the schema of the product, shared by all processes of a history. One
 * connection serves all histories: each is a transaction that is undone in the end.
 */
export class MemoryStore {
  readonly queries: Queries;
  /** What was written since it was emptied, in words for the trace. */
  readonly written: string[] = [];
  private readonly runner: Runner;
  private readonly prepared = new Map<string, BetterSqlite3.Statement<unknown[]>>();

  private constructor(
    private readonly connection: BetterSqlite3.Database,
    private readonly manager: Queries['manager'],
  ) {
    const run = sqliteRunner(connection);
    this.runner = (statement) => {
      const write = WRITE.exec(statement.text);
      if (write) this.written.push(`${write[1]} ${write[2]}`);
      return run(statement);
    };
    this.queries = new Queries(manager, 'sqlite', this.runner);
  }

  /** Makes the schema by the product's own migrations, with the ledger's system accounts. */
  static async open(): Promise<MemoryStore> {
    const { url, remove } = await sqlite.createDatabase();
    try {
      const template = await openDatabase(url);
      await new Ledger(template, new Postings(new BalanceEvents())).onModuleInit();
      const { manager } = template.read;
      await template.close();
      return new MemoryStore(copyToMemory(sqlitePath(url)), manager);
    } finally {
      await remove();
    }
  }

  close(): void {
    this.connection.close();
  }

  /** Runs a history, after which nothing of it is left. */
  async history<T>(work: () => Promise<T>): Promise<T> {
    this.connection.exec('BEGIN');
    try {
      return await work();
    } finally {
      this.connection.exec('ROLLBACK');
    }
  }

  /** Runs one unit of work, all or none of it. */
  async unit<T>(inside: (tx: Transaction) => Promise<T>): Promise<Outcome<T>> {
    const tx = new Transaction(this.manager, 'sqlite', this.runner);
    this.execute('SAVEPOINT unit');
    try {
      const result = await inside(tx);
      tx.end();
      this.execute('RELEASE unit');
      return { result, announce: () => tx.announce() };
    } catch (error) {
      tx.end();
      this.execute('ROLLBACK TO unit');
      this.execute('RELEASE unit');
      return { error };
    }
  }

  /** Runs one unit of work that ends in a conflict: nothing of it is left. */
  async conflict(inside: (tx: Transaction) => Promise<unknown>): Promise<void> {
    const conflict = new Error('could not serialize access');
    await this.unit(async (tx) => {
      await inside(tx);
      throw conflict;
    });
  }

  /** The rows of a statement that only checks. */
  look<Row>(text: string, ...parameters: (string | number)[]): Row[] {
    return this.prepare(text).all(...parameters) as Row[];
  }

  /** Runs one statement on what is committed. */
  read(statement: Parameters<Runner>[0]): ReturnType<Runner> {
    return this.runner(statement);
  }

  private execute(text: string): void {
    this.prepare(text).run();
  }

  private prepare(text: string): BetterSqlite3.Statement<unknown[]> {
    const statement = this.prepared.get(text) ?? this.connection.prepare(text);
    this.prepared.set(text, statement);
    return statement;
  }
}

const WRITE = /^\s*(INSERT|UPDATE|DELETE)(?: INTO| FROM)? (\w+)/;

/**
 * The same schema and system accounts in memory, where nothing is ever synced. What people search
 * in is left out: no money is there.
 */
function copyToMemory(path: string): BetterSqlite3.Database {
  const connection = new BetterSqlite3(':memory:');
  connection.prepare('ATTACH ? AS template').run(path);
  const schema = connection
    .prepare<[], { sql: string }>(
      `SELECT sql FROM template.sqlite_master
       WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%'
       ORDER BY rowid`,
    )
    .all();
  for (const { sql } of schema) connection.exec(sql);
  connection.exec('INSERT INTO account SELECT * FROM template.account; DETACH template');
  connection.pragma('foreign_keys = ON');
  connection.pragma('recursive_triggers = ON');
  // The tables are so small that an index for one statement costs more than it saves.
  connection.pragma('automatic_index = OFF');
  return connection;
}
