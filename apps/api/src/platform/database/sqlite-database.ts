import { AsyncLocalStorage } from 'node:async_hooks';
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSource, EntityManager } from 'typeorm';
import type { Durability } from './database';
import { Database } from './database';
import { Queries } from './queries';
import type { Runner } from './runners';
import { sqliteRunner } from './runners';
import { SharedRead } from './shared-read';
import { sql } from './sql';
import { Transaction } from './transaction';

/** Units that share one commit at the most; more of them wait for the next. */
const GROUP_MAX = 128;

/** One unit of work that waits for its turn. */
interface Unit {
  readonly work: (tx: Transaction) => Promise<unknown>;
  readonly durability: Durability;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A unit that has run, with what to tell its caller once all is committed. */
interface Done {
  readonly unit: Unit;
  readonly tx: Transaction;
  readonly outcome: { readonly result: unknown } | { readonly error: unknown };
}

/**
 * SQLite: one connection writes, units of work wait in line, a second connection reads.
 *
 * The line is what keeps requests apart: SQLite has one transaction per connection, so a statement
 * beside an open one would join it. Units that wait at the same time run one after the other and
 * are made durable by one commit, each inside a savepoint of its own unless it is alone.
 */
export class SqliteDatabase extends Database {
  readonly dialect = 'sqlite';
  readonly read: Queries;
  private readonly shared: SharedRead;
  private readonly open = new AsyncLocalStorage<Transaction>();
  private readonly connection: BetterSqlite3.Database;
  private readonly manager: EntityManager;
  private readonly runner: Runner;
  private readonly controls = new Map<string, BetterSqlite3.Statement>();
  private readonly waiting: Unit[] = [];
  private waitsForDisk = true;
  private working: Promise<void> | undefined;

  constructor(
    private readonly writer: DataSource,
    private readonly reader: DataSource,
    private readonly releaseLock: () => void,
  ) {
    super();
    this.connection = connectionOf(writer);
    this.manager = writer.createQueryRunner().manager;
    this.runner = sqliteRunner(this.connection);
    const readManager = reader.createQueryRunner().manager;
    this.shared = new SharedRead(connectionOf(reader));
    this.read = new Queries(readManager, 'sqlite', (statement) => this.shared.run(statement));
  }

  run<T>(work: (tx: Transaction) => Promise<T>, durability: Durability = 'full'): Promise<T> {
    const joined = this.open.getStore();
    if (joined?.isOpen) return work(joined);
    return new Promise<T>((resolve, reject) => {
      const tell = resolve as (result: unknown) => void;
      this.waiting.push({ work, durability, resolve: tell, reject });
      this.working ??= this.workOff();
    });
  }

  async ping(): Promise<void> {
    await this.read.rows(sql`SELECT 1`);
  }

  async close(): Promise<void> {
    await this.working;
    await this.reader.destroy();
    await this.writer.destroy();
    this.releaseLock();
  }

  private async workOff(): Promise<void> {
    while (this.waiting.length > 0) {
      // What else comes in during this turn of the event loop shares the commit.
      await new Promise((resolve) => setImmediate(resolve));
      await this.commitGroup(this.waiting.splice(0, GROUP_MAX));
    }
    this.working = undefined;
  }

  private async commitGroup(units: readonly Unit[]): Promise<void> {
    const done: Done[] = [];
    this.waitForDisk(units.some(({ durability }) => durability === 'full'));
    try {
      this.control('BEGIN IMMEDIATE');
      const isAlone = units.length === 1;
      for (const unit of units) done.push(await this.perform(unit, isAlone));
      this.control('COMMIT');
      this.shared.end();
    } catch (error) {
      // A failed COMMIT (disk full) may have rolled back already; then there is nothing to undo.
      if (this.connection.inTransaction) this.control('ROLLBACK');
      for (const unit of units) unit.reject(error);
      return;
    }
    for (const { unit, tx, outcome } of done) {
      if ('error' in outcome) {
        unit.reject(outcome.error);
      } else {
        tx.announce();
        unit.resolve(outcome.result);
      }
    }
  }

  /** Whether the next commit is on the disk before it is answered. */
  private waitForDisk(wanted: boolean): void {
    if (wanted === this.waitsForDisk) return;
    this.connection.pragma(`synchronous = ${wanted ? 'FULL' : 'NORMAL'}`);
    this.waitsForDisk = wanted;
  }

  /** A statement that begins or ends something. */
  private control(text: string): void {
    const statement = this.controls.get(text) ?? this.connection.prepare(text);
    this.controls.set(text, statement);
    statement.run();
  }

  /** Runs one unit inside the open transaction; what it throws undoes it, and no other. */
  private async perform(unit: Unit, isAlone: boolean): Promise<Done> {
    const tx = new Transaction(this.manager, 'sqlite', this.runner);
    if (!isAlone) this.control('SAVEPOINT unit');
    try {
      const result = await this.open.run(tx, unit.work, tx);
      tx.end();
      if (!isAlone) this.control('RELEASE unit');
      return { unit, tx, outcome: { result } };
    } catch (error) {
      tx.end();
      // Some failures (disk full, input/output) end the whole transaction: then nobody's unit stands.
      if (isAlone || !this.connection.inTransaction) throw error;
      this.control('ROLLBACK TO unit');
      this.control('RELEASE unit');
      return { unit, tx, outcome: { error } };
    }
  }
}

/** TypeORM's own connection, on which statements run without waiting. */
export function connectionOf(source: DataSource): BetterSqlite3.Database {
  const { databaseConnection } = source.driver as unknown as {
    readonly databaseConnection: BetterSqlite3.Database;
  };
  return databaseConnection;
}
