import { randomBytes } from 'node:crypto';
import type { Engine, TestDatabase } from '@prome-dify/testing';
import { reachableEngines, sqlite } from '@prome-dify/testing';
import pg from 'pg';

const MAY_NOT = '42501';

/**
 * The database to play on. PostgreSQL when `url` is an address of one or `name` says so, otherwise
 * SQLite in a temporary file. Throws when there is none.
 */
export async function engineFor(name: string | undefined, url = ''): Promise<Engine> {
  const isAddress = /^postgres(ql)?:/.test(url);
  if (name === 'sqlite' || (name === undefined && !isAddress)) return sqlite;
  if (name !== undefined && name !== 'postgres') throw new Error(`There is no database ${name}`);
  if (isAddress) return { name: 'postgres', createDatabase: () => besideOrInside(url) };
  const engine = (await reachableEngines()).find((each) => each.name === 'postgres');
  if (!engine)
    throw new Error('There is no PostgreSQL; DATABASE_URL=postgres://… says where one is');
  return engine;
}

/** A new database at the server of `url`, or, where we may not make one, the one named if empty. */
async function besideOrInside(url: string): Promise<TestDatabase> {
  const name = `prome_dify_prove_${randomBytes(8).toString('hex')}`;
  try {
    await query(url, `CREATE DATABASE ${name} TEMPLATE template0`);
  } catch (error) {
    if ((error as { code?: string }).code === MAY_NOT) return inside(url);
    throw error;
  }
  const own = new URL(url);
  own.pathname = `/${name}`;
  const remove = async () => {
    await query(url, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { url: own.href, remove };
}

const THINGS = `
  SELECT 'TABLE' AS kind, c.oid::regclass::text AS name FROM pg_class c
   WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN
     (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema')
  UNION ALL
  SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p
   WHERE p.pronamespace = current_schema()::regnamespace`;

interface Thing {
  readonly kind: string;
  readonly name: string;
}

async function inside(url: string): Promise<TestDatabase> {
  const before = await query<Thing>(url, THINGS);
  if (before.some(({ kind }) => kind === 'TABLE')) {
    throw new Error('We may not create a database there, and the one that is named is not empty');
  }
  const isOurs = ({ kind, name }: Thing) =>
    !before.some((each) => each.kind === kind && each.name === name);
  const remove = async () => {
    for (const { kind, name } of (await query<Thing>(url, THINGS)).filter(isOurs)) {
      await query(url, `DROP ${kind} ${name} CASCADE`);
    }
  };
  return { url, remove };
}

async function query<Row extends object>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
