import type { Queries } from './queries';
import type { Dialect } from './sql';
import type { Transaction } from './transaction';

/**
 * What a commit must survive: a loss of power, or, where that may cost the last second, only the
 * end of this process. A relaxed commit waits for no disk.
 */
export type Durability = 'full' | 'relaxed';

/**
 * The door to the database. Every write goes through {@link run}; reads that do not decide a
 * write use {@link read}.
 */
export abstract class Database {
  abstract readonly dialect: Dialect;

  /** Committed data, outside any transaction. */
  abstract readonly read: Queries;

  /**
   * Runs `work` as one transaction and resolves after the commit; a call from within joins the
   * open one. When `work` throws, everything is undone and the error passed on. `work` may run
   * again after a conflict, so it must have no effect outside the database.
   */
  abstract run<T>(work: (tx: Transaction) => Promise<T>, durability?: Durability): Promise<T>;

  /** Whether a statement can be answered now. */
  abstract ping(): Promise<void>;

  abstract close(): Promise<void>;
}
