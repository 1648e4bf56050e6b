import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { ZERO, bigint, primaryKey, startsAs, text } from './table-words';

const jobLease: TableOptions = {
  name: 'job_lease',
  columns: [
    primaryKey('job_lease'),
    text('owner', startsAs('')),
    bigint('lease_until', ZERO),
    bigint('next_at', ZERO),
    text('progress', startsAs('{}')),
  ],
};

/** Jobs that one of several processes does at a time. */
export class JobLeases1795305606000 implements MigrationInterface {
  readonly name = 'JobLeases1795305606000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(jobLease));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('job_lease');
  }
}
