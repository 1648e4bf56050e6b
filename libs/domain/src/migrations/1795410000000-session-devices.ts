import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each session was begun with, as its browser called itself. */
export class SessionDevices1795410000000 implements MigrationInterface {
  readonly name = 'SessionDevices1795410000000';

  async up(runner: QueryRunner): Promise<void> {
    // As SQL: TypeORM would make the whole table anew on SQLite.
    await runner.query(
      `ALTER TABLE auth_session ADD COLUMN "user_agent" text NOT NULL DEFAULT ('')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE auth_session DROP COLUMN "user_agent"');
  }
}
