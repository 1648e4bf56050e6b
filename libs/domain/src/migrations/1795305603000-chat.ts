import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import {
  NULLABLE,
  ZERO,
  bigint,
  check,
  index,
  integer,
  primaryKey,
  reference,
  startsAs,
  text,
  unique,
} from './table-words';

const conversation: TableOptions = {
  name: 'conversation',
  columns: [
    primaryKey('conversation'),
    text('user_id'),
    text('title'),
    bigint('created_at'),
    bigint('updated_at'),
    bigint('deleted_at', NULLABLE),
  ],
  foreignKeys: [reference('conversation_user_id_fkey', 'user_id', 'app_user')],
  indices: [index('conversation_user', ['user_id', 'updated_at', 'id'])],
};

const message: TableOptions = {
  name: 'message',
  columns: [
    primaryKey('message'),
    text('conversation_id'),
    text('role'),
    text('content'),
    bigint('tokens'),
    text('status'),
    text('model', NULLABLE),
    bigint('created_at'),
  ],
  foreignKeys: [reference('message_conversation_id_fkey', 'conversation_id', 'conversation')],
  checks: [
    check('message_role_check', `role IN ('user','assistant')`),
    check(
      'message_status_check',
      `status IN ('complete','streaming','stopped','interrupted','failed')`,
    ),
    check('message_tokens_check', 'tokens >= 0'),
  ],
  indices: [index('message_conversation', ['conversation_id', 'id'])],
};

const generation: TableOptions = {
  name: 'generation',
  columns: [
    primaryKey('generation'),
    text('hold_id'),
    text('user_id'),
    text('conversation_id'),
    text('user_message_id'),
    text('assistant_message_id'),
    text('status', startsAs('running')),
    text('outcome', NULLABLE),
    text('running_key', NULLABLE),
    text('request_key'),
    text('request_hash'),
    text('model'),
    bigint('input_rate_milli'),
    bigint('cached_rate_milli'),
    bigint('output_rate_milli'),
    bigint('max_output_tokens'),
    text('limited_by', startsAs('model')),
    bigint('prompt_tokens'),
    bigint('output_tokens', ZERO),
    integer('upstream_started', ZERO),
    bigint('last_event_id', ZERO),
    bigint('created_at'),
    bigint('finished_at', NULLABLE),
  ],
  foreignKeys: [reference('generation_hold_id_fkey', 'hold_id', 'hold')],
  uniques: [
    unique('generation_hold_id_key', 'hold_id'),
    unique('generation_assistant_message_id_key', 'assistant_message_id'),
    unique('generation_running_key_key', 'running_key'),
    unique('generation_request_key_key', 'request_key'),
  ],
  checks: [
    check(
      'generation_status_check',
      `status IN ('running','completed','stopped','failed','interrupted')`,
    ),
    check('generation_finished', `(status = 'running') = (finished_at IS NULL)`),
    check('generation_running', `(status = 'running') = (running_key IS NOT NULL)`),
    check('generation_running_key_check', 'running_key = conversation_id'),
    check('generation_prompt_tokens_check', 'prompt_tokens >= 0'),
    check('generation_output_tokens_check', 'output_tokens >= 0'),
    check('generation_max_output_tokens_check', 'max_output_tokens >= 0'),
    check(
      'generation_limited_by_check',
      `limited_by IN ('model','balance','answer_limit','daily_limit')`,
    ),
    check('generation_input_rate_milli_check', 'input_rate_milli >= 0'),
    check('generation_cached_rate_milli_check', 'cached_rate_milli >= 0'),
    check('generation_output_rate_milli_check', 'output_rate_milli >= 0'),
    check('generation_upstream_started_check', 'upstream_started IN (0,1)'),
  ],
  indices: [
    index('generation_user', ['user_id']),
    index('generation_conversation', ['conversation_id']),
  ],
};

/** Conversations, their messages, and the jobs that write the answers. */
export class Chat1795305603000 implements MigrationInterface {
  readonly name = 'Chat1795305603000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(conversation));
    await runner.createTable(new Table(message));
    await runner.createTable(new Table(generation));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('generation');
    await runner.dropTable('message');
    await runner.dropTable('conversation');
  }
}
