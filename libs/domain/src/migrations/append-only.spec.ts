import { type Engine, reachableEngines } from '../spec-support/engines';
import { insertSamples } from '../spec-support/sample-rows';
import { type TestDatabase, migratedDatabase } from '../spec-support/test-database';

const GUARDED = ['transfer', 'usage_event'];

function attempts(engine: Engine, table: string): readonly string[] {
  const own =
    engine.name === 'sqlite'
      ? [
          `INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`,
          `UPDATE OR REPLACE ${table} SET created_at = 0`,
        ]
      : [`TRUNCATE ${table} CASCADE`, `TRUNCATE app_user, account, ${table} CASCADE`];
  return [
    ...own,
    `UPDATE ${table} SET balance_after = balance_after + 1`,
    `UPDATE ${table} SET id = id`,
    `DELETE FROM ${table}`,
    `INSERT INTO ${table} SELECT * FROM ${table} WHERE true
     ON CONFLICT (id) DO UPDATE SET created_at = 0`,
  ];
}

const cases = (await reachableEngines()).flatMap((engine) =>
  GUARDED.map((table) => ({ engine, name: engine.name, table })),
);

describe.each(cases)('$table on $name', ({ engine, table }) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await migratedDatabase(engine);
    await insertSamples(database.dataSource);
  });

  afterAll(() => database.remove());

  const rows = (): Promise<unknown> => database.dataSource.query(`SELECT * FROM ${table}`);

  it.each(attempts(engine, table))('refuses %s', async (statement) => {
    const before = await rows();
    await expect(database.dataSource.query(statement)).rejects.toThrow(/is append-only/);
    expect(await rows()).toEqual(before);
  });

  it('lets a repeated insert be ignored', async () => {
    const before = await rows();
    await database.dataSource.query(
      `INSERT INTO ${table} SELECT * FROM ${table} WHERE true ON CONFLICT DO NOTHING`,
    );
    expect(await rows()).toEqual(before);
  });
});
