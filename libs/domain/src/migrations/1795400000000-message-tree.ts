import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';
import { index } from './table-words';

const byPlace = (columns: string[]) =>
  new TableIndex(index('message_conversation', ['conversation_id', ...columns]));

/**
 * Messages become a tree, of which a conversation shows one branch. What is there already is a
 * branch without others: each message follows the one before it. By SQL, as in the one before.
 */
export class MessageTree1795400000000 implements MigrationInterface {
  readonly name = 'MessageTree1795400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE message ADD COLUMN "parent_id" text');
    await runner.query('ALTER TABLE conversation ADD COLUMN "active_message_id" text');
    await runner.query(`UPDATE message SET parent_id = (SELECT MAX(p.id) FROM message p
      WHERE p.conversation_id = message.conversation_id AND p.id < message.id)`);
    await runner.query(`UPDATE conversation SET active_message_id = (SELECT MAX(m.id)
      FROM message m WHERE m.conversation_id = conversation.id)`);
    await runner.query('DROP INDEX message_conversation');
    await runner.createIndex('message', byPlace(['parent_id', 'id']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX message_conversation');
    await runner.createIndex('message', byPlace(['id']));
    await runner.query('ALTER TABLE conversation DROP COLUMN "active_message_id"');
    await runner.query('ALTER TABLE message DROP COLUMN "parent_id"');
  }
}
