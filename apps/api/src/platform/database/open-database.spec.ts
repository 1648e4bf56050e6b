import { reachableEngines } from '@prome-dify/testing/databases';
import type { TestDatabase } from '@prome-dify/testing/databases';
import { migrations } from '@prome-dify/domain';
import { nowMs } from './dialect-sql';
import { openDatabase, sqlitePath } from './open-database';
import type { Sql } from './sql';
import { sql } from './sql';

const engines = await reachableEngines();

describe.each(engines)('openDatabase on $name', (engine) => {
  let place: TestDatabase;
  beforeEach(async () => {
    place = await engine.createDatabase();
  });
  afterEach(() => place.remove());

  const applied = sql`SELECT COUNT(*) AS n FROM migrations`;

  it('migrates once, and finds everything again the next time', async () => {
    const first = await openDatabase(place.url);
    await first.run((tx) => tx.execute(sql`INSERT INTO account (id, kind) VALUES ('a', 'system')`));
    await first.close();
    const second = await openDatabase(place.url);
    expect(await second.read.rows(sql`SELECT id FROM account`)).toEqual([{ id: 'a' }]);
    expect(await second.read.row(applied)).toEqual({ n: migrations.length });
    await second.close();
  });

  it('answers counts, sums of columns and large whole numbers as numbers', async () => {
    const database = await openDatabase(place.url);
    const row = await database.read.row(sql`
      SELECT COUNT(*) AS n, CAST(9007199254740991 AS BIGINT) AS most FROM account`);
    expect(row).toEqual({ n: 0, most: Number.MAX_SAFE_INTEGER });
    await database.close();
  });

  it('tells the time in whole milliseconds', async () => {
    const database = await openDatabase(place.url);
    const before = Date.now();
    const row = await database.read.row<{ now: number }>(
      sql`SELECT ${nowMs(database.dialect)} AS now`,
    );
    expect(Number.isSafeInteger(row?.now)).toBe(true);
    // The database is on this machine, or its clock is kept as well as ours.
    expect(Math.abs((row?.now ?? 0) - before)).toBeLessThan(5_000);
    await database.close();
  });
});

const sqlite = engines.filter(({ name }) => name === 'sqlite');
describe.each(sqlite)('the connections of $name', (engine) => {
  it('write durably and keep the triggers from being bypassed', async () => {
    const place = await engine.createDatabase();
    const database = await openDatabase(place.url);
    const pragma = (name: Sql) => database.run((tx) => tx.row(sql`PRAGMA ${name}`));
    expect(await pragma(sql`journal_mode`)).toEqual({ journal_mode: 'wal' });
    expect(await pragma(sql`synchronous`)).toEqual({ synchronous: 2 });
    expect(await pragma(sql`foreign_keys`)).toEqual({ foreign_keys: 1 });
    expect(await pragma(sql`recursive_triggers`)).toEqual({ recursive_triggers: 1 });
    expect(await pragma(sql`trusted_schema`)).toEqual({ trusted_schema: 0 });
    await database.close();
    await place.remove();
  });

  it('cannot write where nothing is decided', async () => {
    const place = await engine.createDatabase();
    const database = await openDatabase(place.url);
    const insert = sql`INSERT INTO account (id, kind) VALUES ('a', 'system')`;
    await expect(database.read.execute(insert)).rejects.toThrow(/readonly/);
    await database.close();
    await place.remove();
  });

  it.each([
    ['file:./dev.db', './dev.db'],
    ['file:/data/x.db?mode=rwc', '/data/x.db'],
    ['file:dev.db', 'dev.db'],
  ])('read the address %s as %s', (url, path) => {
    expect(sqlitePath(url)).toBe(path);
  });
});

const postgres = engines.filter(({ name }) => name === 'postgres');
describe.each(postgres)('servers that start at once on $name', (engine) => {
  it('migrate one after the other', async () => {
    const place = await engine.createDatabase();
    const servers = await Promise.all([1, 2, 3, 4].map(() => openDatabase(place.url)));
    const counts = await Promise.all(
      servers.map((each) => each.read.row(sql`SELECT COUNT(*) AS n FROM migrations`)),
    );
    expect(counts).toEqual(servers.map(() => ({ n: migrations.length })));
    await Promise.all(servers.map((each) => each.close()));
    await place.remove();
  });

  it('keep a stuck statement from holding locks for ever', async () => {
    const place = await engine.createDatabase();
    const database = await openDatabase(place.url);
    const setting = async (name: Sql) =>
      (await database.read.rows<object>(sql`SHOW ${name}`)).flatMap((row) => Object.values(row));
    expect(await setting(sql`statement_timeout`)).toEqual(['5s']);
    expect(await setting(sql`lock_timeout`)).toEqual(['3s']);
    expect(await setting(sql`idle_in_transaction_session_timeout`)).toEqual(['10s']);
    expect(await setting(sql`application_name`)).toEqual(['prome-dify']);
    await database.close();
    await place.remove();
  });
});
