import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { NULLABLE, ZERO, bigint, index, primaryKey, text, unique } from './table-words';

const user: TableOptions = {
  name: 'app_user',
  columns: [
    primaryKey('app_user'),
    text('email'),
    text('password_hash'),
    bigint('email_verified_at', NULLABLE),
    bigint('created_at'),
    bigint('updated_at'),
  ],
  uniques: [unique('app_user_email_key', 'email')],
};

const authSession: TableOptions = {
  name: 'auth_session',
  columns: [
    primaryKey('auth_session'),
    text('user_id'),
    text('refresh_hash'),
    text('prev_refresh_hash', NULLABLE),
    bigint('rotation', ZERO),
    bigint('rotated_at', NULLABLE),
    bigint('revoked_at', NULLABLE),
    bigint('created_at'),
    bigint('last_used_at'),
    bigint('expires_at'),
  ],
  uniques: [
    unique('auth_session_refresh_hash_key', 'refresh_hash'),
    unique('auth_session_prev_refresh_hash_key', 'prev_refresh_hash'),
  ],
  indices: [index('auth_session_user', ['user_id'], 'revoked_at IS NULL')],
};

/** Who may sign in, and where they are signed in. */
export class Users1795305601000 implements MigrationInterface {
  readonly name = 'Users1795305601000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(user));
    await runner.createTable(new Table(authSession));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('auth_session');
    await runner.dropTable('app_user');
  }
}
