import type { TestDatabase } from '@prome-dify/testing/databases';
import type { DataSourceOptions } from 'typeorm';

export { reachableEngines } from '@prome-dify/testing/databases';
export type { Engine } from '@prome-dify/testing/databases';

/** How TypeORM opens a test database, with what our triggers need on SQLite. */
export function optionsOf({ url }: TestDatabase): DataSourceOptions {
  if (!url.startsWith('file:')) return { type: 'postgres', url };
  return {
    type: 'better-sqlite3',
    database: url.slice('file:'.length),
    prepareDatabase: (database: { pragma(text: string): void }) =>
      database.pragma('recursive_triggers = ON'),
  };
}
