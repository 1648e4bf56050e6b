import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { bigint, check, index, integer, primaryKey } from './table-words';

const rateWindow: TableOptions = {
  name: 'rate_window',
  columns: [primaryKey('rate_window'), integer('events'), bigint('ends_at')],
  checks: [check('rate_window_events_check', 'events > 0')],
  indices: [index('rate_window_end', ['ends_at'])],
};

/** What several processes count together: who has asked how often. */
export class RateWindows1795305608000 implements MigrationInterface {
  readonly name = 'RateWindows1795305608000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(rateWindow));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('rate_window');
  }
}
