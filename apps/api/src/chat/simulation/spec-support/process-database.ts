import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction } from '../../../platform/database';
import { Database, Queries, sql } from '../../../platform/database';
import type { Outcome as RowsOutcome } from '../../../platform/database/runners';
import type { Call, Calls } from './calls';
import type { MemoryStore } from './memory-store';

/** The database as one process sees it: every call waits until the scheduler carries it out. */
export class ProcessDatabase extends Database {
  readonly dialect = 'sqlite';
  readonly read: Queries;
  private readonly open = new AsyncLocalStorage<Transaction>();
  private isGone = false;

  constructor(
    private readonly store: MemoryStore,
    private readonly calls: Calls,
    private readonly owner: string,
  ) {
    super();
    this.read = new Queries(store.queries.manager, 'sqlite', (statement) =>
      this.call<RowsOutcome>('read', async () => store.read(statement)),
    );
  }

  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const joined = this.open.getStore();
    if (joined?.isOpen) return work(joined);
    return this.call('unit', (tx) => this.open.run(tx, work, tx));
  }

  async ping(): Promise<void> {
    await this.read.rows(sql`SELECT 1`);
  }

  /** The process ends: nothing that it waits for is ever answered. */
  async close(): Promise<void> {
    this.isGone = true;
    this.calls.forget(this.owner);
  }

  private call<T>(kind: Call['kind'], inside: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.isGone) return;
      this.calls.add({
        owner: this.owner,
        kind,
        perform: () => this.store.unit(inside),
        conflict: () => this.store.conflict(inside),
        resolve: resolve as (result: unknown) => void,
        reject,
      });
    });
  }
}
