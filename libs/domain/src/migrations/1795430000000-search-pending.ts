import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SQLITE_TRIGGERS } from './1795305610000-search';

const NOTE = `INSERT INTO search_pending (subject) VALUES (new.id) ON CONFLICT DO NOTHING;`;
const NAMES = ['message_new', 'message_ended', 'title_new', 'title'];
const DROP = NAMES.map((name) => `DROP TRIGGER search_${name}`);

const UP = [
  `CREATE TABLE search_pending (place integer PRIMARY KEY, subject text NOT NULL UNIQUE)`,
  ...DROP,
  `CREATE TRIGGER search_message_new AFTER INSERT ON message ` +
    `WHEN new.status <> 'streaming' BEGIN ${NOTE} END`,
  `CREATE TRIGGER search_message_ended AFTER UPDATE OF status ON message ` +
    `WHEN new.status <> 'streaming' BEGIN ${NOTE} END`,
  `CREATE TRIGGER search_title_new AFTER INSERT ON conversation BEGIN ${NOTE} END`,
  `CREATE TRIGGER search_title AFTER UPDATE OF title ON conversation BEGIN ${NOTE} END`,
  ...['message', 'conversation'].map(
    (table) =>
      `CREATE TRIGGER search_${table}_forgotten AFTER DELETE ON ${table} ` +
      `BEGIN DELETE FROM search_pending WHERE subject = old.id; END`,
  ),
];

const DOWN = [
  'DROP TRIGGER search_message_forgotten',
  'DROP TRIGGER search_conversation_forgotten',
  ...DROP,
  ...SQLITE_TRIGGERS,
  // Fires them for what was not indexed yet.
  'UPDATE message SET status = status WHERE id IN (SELECT subject FROM search_pending)',
  'UPDATE conversation SET title = title WHERE id IN (SELECT subject FROM search_pending)',
  'DROP TABLE search_pending',
];

/**
 * SQLite only notes what there is to index: FTS5 writes its index at every savepoint, which took a
 * quarter of the time of a turn. PostgreSQL has such a list of its own behind its index.
 */
export class SearchPending1795430000000 implements MigrationInterface {
  readonly name = 'SearchPending1795430000000';

  up(runner: QueryRunner): Promise<void> {
    return runAll(runner, UP);
  }

  down(runner: QueryRunner): Promise<void> {
    return runAll(runner, DOWN);
  }
}

async function runAll(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  if (runner.dataSource.options.type === 'postgres') return;
  for (const statement of statements) await runner.query(statement);
}
