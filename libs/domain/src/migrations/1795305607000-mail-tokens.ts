import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import {
  NULLABLE,
  ZERO,
  bigint,
  check,
  index,
  integer,
  primaryKey,
  text,
  unique,
} from './table-words';

/** Links that are mailed. */
export const mailToken: TableOptions = {
  name: 'mail_token',
  columns: [
    primaryKey('mail_token'),
    text('purpose'),
    text('email'),
    text('token_hash', NULLABLE),
    text('current_key', NULLABLE),
    integer('attempts', ZERO),
    bigint('next_attempt_at', NULLABLE),
    bigint('created_at'),
    bigint('expires_at'),
    bigint('used_at', NULLABLE),
  ],
  uniques: [
    unique('mail_token_token_hash_key', 'token_hash'),
    unique('mail_token_current_key_key', 'current_key'),
  ],
  checks: [
    check('mail_token_purpose_check', `purpose IN ('reset','verify')`),
    check('mail_token_attempts_check', 'attempts >= 0'),
    check('mail_token_queued', 'next_attempt_at IS NULL OR current_key IS NOT NULL'),
    check('mail_token_used', 'used_at IS NULL OR (current_key IS NULL AND token_hash IS NOT NULL)'),
  ],
  indices: [
    index('mail_token_due', ['next_attempt_at'], 'next_attempt_at IS NOT NULL'),
    index('mail_token_age', ['created_at']),
  ],
};

const signupGrant: TableOptions = {
  name: 'signup_grant',
  columns: [primaryKey('signup_grant'), text('user_id'), bigint('created_at')],
  uniques: [unique('signup_grant_user_id_key', 'user_id')],
};

/** Links that are mailed, and which mailboxes have had the free tokens. */
export class MailTokens1795305607000 implements MigrationInterface {
  readonly name = 'MailTokens1795305607000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(mailToken));
    await runner.createTable(new Table(signupGrant));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('signup_grant');
    await runner.dropTable('mail_token');
  }
}
