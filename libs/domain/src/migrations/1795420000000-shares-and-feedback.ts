import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { NULLABLE, bigint, check, primaryKey, reference, text, unique } from './table-words';

/** Goes when what it refers to goes. */
const belongsTo = (name: string, column: string, table: string) => ({
  ...reference(name, column, table),
  onDelete: 'CASCADE',
});

const conversationShare: TableOptions = {
  name: 'conversation_share',
  columns: [
    primaryKey('conversation_share'),
    text('conversation_id'),
    text('seed'),
    text('token_hash'),
    text('title'),
    text('last_message_id'),
    bigint('created_at'),
    bigint('updated_at'),
  ],
  foreignKeys: [
    belongsTo('conversation_share_conversation_id_fkey', 'conversation_id', 'conversation'),
  ],
  uniques: [
    unique('conversation_share_conversation_id_key', 'conversation_id'),
    unique('conversation_share_token_hash_key', 'token_hash'),
  ],
};

const messageFeedback: TableOptions = {
  name: 'message_feedback',
  columns: [
    primaryKey('message_feedback'),
    text('rating'),
    text('comment', NULLABLE),
    bigint('updated_at'),
  ],
  foreignKeys: [belongsTo('message_feedback_id_fkey', 'id', 'message')],
  checks: [check('message_feedback_rating_check', `rating IN ('up','down')`)],
};

/** Links by which everybody may read a conversation, and what people think of answers. */
export class SharesAndFeedback1795420000000 implements MigrationInterface {
  readonly name = 'SharesAndFeedback1795420000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(conversationShare));
    await runner.createTable(new Table(messageFeedback));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('message_feedback');
    await runner.dropTable('conversation_share');
  }
}
