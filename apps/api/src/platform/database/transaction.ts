import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Queries } from './queries';
import type { Runner } from './runners';
import type { Dialect } from './sql';

const logger = new Logger('Transaction');

/** An open unit of work. Valid until its `work` returns; no network and no hashing inside. */
export class Transaction extends Queries {
  private readonly committed: (() => void)[] = [];
  private open = true;

  constructor(manager: EntityManager, dialect: Dialect, run: Runner) {
    super(manager, dialect, (statement) => {
      // The connection may be in somebody else's transaction by now.
      if (!this.open) throw new Error('this transaction has ended');
      return run(statement);
    });
  }

  /** False once the work is over: a unit that begins then is a transaction of its own. */
  get isOpen(): boolean {
    return this.open;
  }

  /** Calls `action` once the transaction is durable; never when it is rolled back. */
  afterCommit(action: () => void): void {
    this.committed.push(action);
  }

  /** For the unit of work: the work is over, whatever comes of it. */
  end(): void {
    this.open = false;
  }

  /** For the unit of work: runs what waited for the commit, which no failure there can undo. */
  announce(): void {
    for (const action of this.committed.splice(0)) {
      try {
        action();
      } catch (error) {
        logger.error({ err: error }, 'an action after a commit failed');
      }
    }
  }
}
