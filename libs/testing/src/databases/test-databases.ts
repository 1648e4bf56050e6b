import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { crc32 } from 'node:zlib';
import pg from 'pg';

/** A new, empty database of its own: its `DATABASE_URL`, and how to be rid of it. */
export interface TestDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/** A kind of database that the product runs on. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  createDatabase(): Promise<TestDatabase>;
}

const POSTGRES_URL =
  process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A file of its own, in a folder of its own. */
export const sqlite: Engine = {
  name: 'sqlite',
  async createDatabase() {
    const folder = await mkdtemp(join(tmpdir(), 'prome-dify-'));
    return {
      url: `file:${join(folder, 'test.db')}`,
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const postgres: Engine = {
  name: 'postgres',
  async createDatabase() {
    const name = `prome_dify_test_${randomBytes(8).toString('hex')}`;
    // template0: copying template1 fails while anyone else is connected to it.
    await administer(`CREATE DATABASE ${name} TEMPLATE template0`);
    const url = new URL(POSTGRES_URL);
    url.pathname = `/${name}`;
    return { url: url.href, remove: () => administer(`DROP DATABASE ${name} WITH (FORCE)`) };
  },
};

/**
 * The databases that specs run on: SQLite always, PostgreSQL when it answers at
 * TEST_POSTGRES_URL. When it does not, that is said aloud, and is an error under CI.
 */
export async function reachableEngines(): Promise<readonly Engine[]> {
  try {
    await administer('SELECT 1');
    return [sqlite, postgres];
  } catch (error) {
    if (process.env['CI']) {
      throw new Error('PostgreSQL must be reachable under CI', { cause: error });
    }
    console.warn(`Skipped on PostgreSQL: none at ${new URL(POSTGRES_URL).host}`);
    return [sqlite];
  }
}

/**
 * The databases for a spec that is not about the database or the ledger themselves: all that are
 * reachable, or with `ENGINES=by-turns` one of them, chosen by the spec's file and the seed.
 */
export async function enginesFor(file: string): Promise<readonly Engine[]> {
  const engines = await reachableEngines();
  if (process.env['ENGINES'] !== 'by-turns') return engines;
  const turn = (crc32(basename(file)) + Number(process.env['SEED'] ?? 0)) % engines.length;
  return engines.slice(turn, turn + 1);
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({
    connectionString: POSTGRES_URL,
    connectionTimeoutMillis: 3_000,
  });
  try {
    await client.connect();
    await client.query(statement);
  } finally {
    await client.end();
  }
}
