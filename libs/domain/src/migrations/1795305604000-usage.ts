import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { allowMutation, forbidMutation } from './append-only';
import { NULLABLE, bigint, check, index, primaryKey, reference, text } from './table-words';

const usageEvent: TableOptions = {
  name: 'usage_event',
  columns: [
    primaryKey('usage_event'),
    text('user_id'),
    text('conversation_id', NULLABLE),
    text('message_id', NULLABLE),
    text('generation_id', NULLABLE),
    bigint('tokens_used'),
    bigint('balance_after'),
    text('type'),
    text('model', NULLABLE),
    bigint('prompt_tokens', NULLABLE),
    bigint('cached_tokens', NULLABLE),
    bigint('completion_tokens', NULLABLE),
    bigint('input_rate_milli', NULLABLE),
    bigint('cached_rate_milli', NULLABLE),
    bigint('output_rate_milli', NULLABLE),
    text('source', NULLABLE),
    bigint('created_at'),
  ],
  foreignKeys: [reference('usage_event_id_fkey', 'id', 'transfer')],
  checks: [
    check('usage_event_balance_after_check', 'balance_after >= 0'),
    check('usage_event_type_check', `type IN ('chat','purchase','grant','refund','adjustment')`),
    check('usage_event_source_check', `source IN ('provider','estimated')`),
    check('usage_event_prompt_tokens_check', 'prompt_tokens >= 0'),
    check('usage_event_cached_tokens_check', 'cached_tokens >= 0'),
    check('usage_event_completion_tokens_check', 'completion_tokens >= 0'),
    check('usage_event_input_rate_milli_check', 'input_rate_milli >= 0'),
    check('usage_event_cached_rate_milli_check', 'cached_rate_milli >= 0'),
    check('usage_event_output_rate_milli_check', 'output_rate_milli >= 0'),
  ],
  indices: [index('usage_event_user', ['user_id', 'id'])],
};

/** The transfers as their owner sees them, with receipts; never changed either. */
export class Usage1795305604000 implements MigrationInterface {
  readonly name = 'Usage1795305604000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(usageEvent));
    await forbidMutation(runner, 'usage_event');
  }

  async down(runner: QueryRunner): Promise<void> {
    await allowMutation(runner, 'usage_event');
    await runner.dropTable('usage_event');
  }
}
