import type { EntityManager } from 'typeorm';
import type { Runner } from './runners';
import type { Dialect, Sql } from './sql';
import { compile } from './sql';

/** Runs statements on one connection, in the same words on SQLite and PostgreSQL. */
export class Queries {
  constructor(
    /** TypeORM's view of the same connection, for entities where speed does not matter. */
    readonly manager: EntityManager,
    readonly dialect: Dialect,
    protected readonly run: Runner,
  ) {}

  /** The rows of a SELECT, or of a statement with RETURNING; whole numbers come as `number`. */
  async rows<Row>(statement: Sql): Promise<Row[]> {
    return (await this.run(compile(statement, this.dialect))).rows as Row[];
  }

  /** The first row, or `undefined`. */
  async row<Row>(statement: Sql): Promise<Row | undefined> {
    return (await this.rows<Row>(statement))[0];
  }

  /** How many rows an INSERT, UPDATE or DELETE touched. */
  async execute(statement: Sql): Promise<number> {
    return (await this.run(compile(statement, this.dialect))).affected;
  }
}
