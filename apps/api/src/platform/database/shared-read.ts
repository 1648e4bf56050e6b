import type BetterSqlite3 from 'better-sqlite3';
import type { Outcome } from './runners';
import { sqliteRunner } from './runners';
import type { CompiledSql } from './sql';

/**
 * Reads on a connection of its own. Statements of one turn of the event loop share one look at the
 * database, which takes longer to begin than most of them take; a commit ends it early, so nobody
 * reads less than what was committed here.
 */
export class SharedRead {
  private readonly begin: BetterSqlite3.Statement;
  private readonly commit: BetterSqlite3.Statement;
  private readonly runner: (statement: CompiledSql) => Outcome;

  constructor(private readonly connection: BetterSqlite3.Database) {
    this.begin = connection.prepare('BEGIN');
    this.commit = connection.prepare('COMMIT');
    this.runner = sqliteRunner(connection);
  }

  run(statement: CompiledSql): Outcome {
    if (!this.connection.inTransaction) {
      this.begin.run();
      setImmediate(() => this.end());
    }
    return this.runner(statement);
  }

  /** What is read next is read anew. */
  end(): void {
    if (this.connection.open && this.connection.inTransaction) this.commit.run();
  }
}
