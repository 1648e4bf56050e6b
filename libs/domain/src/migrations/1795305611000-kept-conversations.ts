import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { index } from './table-words';

const COLUMNS = ['pinned', 'archived'];
const byActivity = (columns: string[]) =>
  new TableIndex(index('conversation_user', ['user_id', ...columns, 'updated_at', 'id']));

/**
 * Conversations that stay on top, or out of sight. The columns are added by SQL: TypeORM would make
 * the table anew on SQLite, and lose its triggers.
 */
export class KeptConversations1795305611000 implements MigrationInterface {
  readonly name = 'KeptConversations1795305611000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) {
      await runner.query(
        `ALTER TABLE conversation ADD COLUMN "${column}" integer NOT NULL DEFAULT (0)`,
      );
    }
    await runner.query('DROP INDEX conversation_user');
    await runner.createIndex('conversation', byActivity(['archived', 'pinned']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX conversation_user');
    await runner.createIndex('conversation', byActivity([]));
    for (const column of COLUMNS.toReversed()) {
      await runner.query(`ALTER TABLE conversation DROP COLUMN "${column}"`);
    }
  }
}
