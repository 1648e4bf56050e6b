import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which of the cookies that make a device known to an account still do. */
export class DeviceEpoch1795305609000 implements MigrationInterface {
  readonly name = 'DeviceEpoch1795305609000';

  async up(runner: QueryRunner): Promise<void> {
    // As SQL: TypeORM would make the whole table anew on SQLite, and rows of others refer to it.
    await runner.query(
      'ALTER TABLE app_user ADD COLUMN "device_epoch" bigint NOT NULL DEFAULT (0)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE app_user DROP COLUMN "device_epoch"');
  }
}
