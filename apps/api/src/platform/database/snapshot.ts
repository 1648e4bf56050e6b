import type { QueryRunner } from 'typeorm';
import { postgresSource, sqlitePath, sqliteReader } from './open-database';
import { Queries } from './queries';
import type { PostgresClient } from './runners';
import { postgresRunner, sqliteRunner } from './runners';
import { connectionOf } from './sqlite-database';

/**
 * Runs `read` on a connection of its own that cannot write and sees one moment of the database,
 * also while a server is writing to it.
 */
export async function withSnapshot<T>(
  url: string,
  read: (queries: Queries) => Promise<T>,
): Promise<T> {
  const isSqlite = url.startsWith('file:');
  const source = isSqlite
    ? await sqliteReader(sqlitePath(url))
    : await postgresSource(url).initialize();
  const runner = source.createQueryRunner();
  try {
    const queries = isSqlite
      ? new Queries(runner.manager, 'sqlite', sqliteRunner(connectionOf(source)))
      : await postgresSnapshot(runner);
    if (isSqlite) await runner.query('BEGIN DEFERRED');
    return await read(queries);
  } finally {
    await runner.query('ROLLBACK').catch(() => undefined);
    await runner.release();
    await source.destroy();
  }
}

async function postgresSnapshot(runner: QueryRunner): Promise<Queries> {
  const client = (await runner.connect()) as PostgresClient;
  await runner.query('SET statement_timeout = 0');
  await runner.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return new Queries(runner.manager, 'postgres', postgresRunner(client));
}
