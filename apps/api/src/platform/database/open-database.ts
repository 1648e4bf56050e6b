import { entities, migrations } from '@prome-dify/domain';
import type BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Database } from './database';
import { PostgresDatabase } from './postgres-database';
import { SqliteDatabase } from './sqlite-database';
import { lockSqliteFile } from './sqlite-lock';

const INT8 = 20;
/** Any number will do, as long as every instance takes the same. */
const MIGRATION_LOCK = 7_166_221;

/** Pages in the write-ahead log of SQLite before the writer itself carries them over: 16 MiB. */
const WAL_PAGES_MAX = 4_096;

const SHARED = { entities, migrations, synchronize: false, logging: false } as const;

/** Opens the database of `DATABASE_URL` and brings its schema up to date, one process at a time. */
export function openDatabase(url: string): Promise<Database> {
  return url.startsWith('file:') ? openSqlite(sqlitePath(url)) : openPostgres(url);
}

/** The file of a `file:` address. */
export function sqlitePath(url: string): string {
  return url.slice('file:'.length).replace(/\?.*$/, '');
}

async function openSqlite(path: string): Promise<Database> {
  const releaseLock = lockSqliteFile(path);
  try {
    const writer = new DataSource({
      ...SHARED,
      type: 'better-sqlite3',
      database: path,
      prepareDatabase: prepareSqlite,
    });
    await writer.initialize();
    await writer.runMigrations({ transaction: 'each' });
    const reader = await sqliteReader(path);
    return new SqliteDatabase(writer, reader, releaseLock);
  } catch (error) {
    releaseLock();
    throw error;
  }
}

/** A connection that cannot write; also works beside a running server. */
export async function sqliteReader(path: string): Promise<DataSource> {
  const reader = new DataSource({
    ...SHARED,
    type: 'better-sqlite3',
    database: path,
    readonly: true,
    fileMustExist: true,
  });
  return reader.initialize();
}

function prepareSqlite(connection: BetterSqlite3.Database): void {
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma(`wal_autocheckpoint = ${WAL_PAGES_MAX}`);
  // What a savepoint may have to undo needs no file.
  connection.pragma('temp_store = MEMORY');
  // Without it INSERT OR REPLACE slips past the append-only triggers.
  connection.pragma('recursive_triggers = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('cell_size_check = ON');
  const check = connection.pragma('quick_check', { simple: true });
  if (check !== 'ok') throw new Error(`the database file is damaged: ${String(check)}`);
}

/** A pool on `url`; timeouts keep one stuck statement from holding locks for ever. */
export function postgresSource(url: string): DataSource {
  pg.types.setTypeParser(INT8, parseSafeInteger);
  return new DataSource({
    ...SHARED,
    type: 'postgres',
    url,
    extra: {
      max: 20,
      application_name: 'prome-dify',
      connectionTimeoutMillis: 5_000,
      statement_timeout: 5_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 10_000,
    },
  });
}

async function openPostgres(url: string): Promise<Database> {
  const source = await postgresSource(url).initialize();
  try {
    await migratePostgres(source);
    return new PostgresDatabase(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
}

async function migratePostgres(source: DataSource): Promise<void> {
  const lock = source.createQueryRunner();
  try {
    await lock.query('SET statement_timeout = 0');
    await lock.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await source.runMigrations({ transaction: 'each' });
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
    await lock.query('SET statement_timeout = 5000').catch(() => undefined);
    await lock.release();
  }
}

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('a stored whole number is out of range');
  return value;
}
