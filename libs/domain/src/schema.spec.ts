import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Engine, reachableEngines } from './spec-support/engines';
import { schemaDump, tablesOf } from './spec-support/schema-dump';
import {
  type TestDatabase,
  databaseOfEntities,
  migratedDatabase,
} from './spec-support/test-database';

const HEADER = '-- The schema that the migrations make. See the README of libs/domain.\n';

describe.each(await reachableEngines())('schema on $name', (engine) => {
  let migrated: TestDatabase;

  beforeAll(async () => {
    migrated = await migratedDatabase(engine);
  });

  afterAll(() => migrated.remove());

  it('TypeORM finds nothing to change after the migrations', async () => {
    const log = await migrated.dataSource.driver.createSchemaBuilder().log();
    expect(log.upQueries.map((query) => query.query)).toEqual([]);
  });

  it('a missing index would be found', async () => {
    const changed = await migratedDatabase(engine);
    try {
      await changed.dataSource.query('DROP INDEX order_check');
      const log = await changed.dataSource.driver.createSchemaBuilder().log();
      expect(log.upQueries).toHaveLength(1);
    } finally {
      await changed.remove();
    }
  });

  it('migrations and entities make the same tables, down to each expression', async () => {
    const ofEntities = await databaseOfEntities(engine);
    try {
      expect(await tablesOf(migrated.dataSource)).toEqual(await tablesOf(ofEntities.dataSource));
    } finally {
      await ofEntities.remove();
    }
  });

  it('is the schema in the repository', async () => {
    const dump = HEADER + (await schemaDump(migrated.dataSource));
    if (process.env['UPDATE_SCHEMA']) {
      await writeFile(dumpFile(engine), dump);
    }
    expect(dump).toBe(await readFile(dumpFile(engine), 'utf8'));
  });
});

function dumpFile(engine: Engine): string {
  const name = engine.name === 'sqlite' ? 'sqlite.sql' : 'postgres.txt';
  return join(import.meta.dirname, '..', 'schema', name);
}
