import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import type { Durability } from './database';
import { Database } from './database';
import { isConflict } from './database-errors';
import { Queries } from './queries';
import type { PostgresClient } from './runners';
import { postgresRunner } from './runners';
import { sql } from './sql';
import { Transaction } from './transaction';

const ATTEMPTS = 4;

/**
 * PostgreSQL: a pool of connections at READ COMMITTED, which is enough because every decision is
 * one conditional UPDATE. Serialisation failures and deadlocks run the unit again.
 */
export class PostgresDatabase extends Database {
  readonly dialect = 'postgres';
  readonly read: Queries;
  private readonly open = new AsyncLocalStorage<Transaction>();

  constructor(private readonly source: DataSource) {
    super();
    const pool = (source.driver as unknown as { readonly master: PostgresClient }).master;
    this.read = new Queries(source.manager, 'postgres', postgresRunner(pool));
  }

  async run<T>(work: (tx: Transaction) => Promise<T>, durability: Durability = 'full'): Promise<T> {
    const joined = this.open.getStore();
    if (joined?.isOpen) return work(joined);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transact(work, durability);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isConflict(error)) throw error;
      }
    }
  }

  async ping(): Promise<void> {
    await this.read.rows(sql`SELECT 1`);
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  private async transact<T>(
    work: (tx: Transaction) => Promise<T>,
    durability: Durability,
  ): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as PostgresClient;
    const tx = new Transaction(runner.manager, 'postgres', postgresRunner(client));
    try {
      await runner.startTransaction();
      if (durability === 'relaxed') await tx.execute(sql`SET LOCAL synchronous_commit = off`);
      const result = await this.open.run(tx, work, tx);
      tx.end();
      await runner.commitTransaction();
      tx.announce();
      return result;
    } catch (error) {
      tx.end();
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
