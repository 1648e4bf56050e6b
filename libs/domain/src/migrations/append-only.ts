import type { QueryRunner } from 'typeorm';

/** SQL that differs from database to database; nothing else in the migrations does. */
interface AppendOnlyDialect {
  /** What all guarded tables share, made once. */
  readonly install: readonly string[];
  readonly uninstall: readonly string[];
  readonly guard: (table: string) => readonly string[];
  readonly unguard: (table: string) => readonly string[];
}

/** `INSERT OR REPLACE` fires the delete trigger only under `PRAGMA recursive_triggers=ON`. */
const sqlite: AppendOnlyDialect = {
  install: [],
  uninstall: [],
  guard: (table) =>
    ['update', 'delete'].map(
      (verb) =>
        `CREATE TRIGGER ${table}_no_${verb} BEFORE ${verb.toUpperCase()} ON ${table} ` +
        `BEGIN SELECT RAISE(ABORT,'${table} is append-only'); END`,
    ),
  unguard: (table) => ['update', 'delete'].map((verb) => `DROP TRIGGER ${table}_no_${verb}`),
};

const postgres: AppendOnlyDialect = {
  install: [
    `CREATE FUNCTION forbid_mutation() RETURNS trigger LANGUAGE plpgsql AS ` +
      `$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
  ],
  uninstall: ['DROP FUNCTION forbid_mutation()'],
  guard: (table) => [
    `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table} ` +
      `FOR EACH ROW EXECUTE FUNCTION forbid_mutation()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table} ` +
      `FOR EACH STATEMENT EXECUTE FUNCTION forbid_mutation()`,
  ],
  unguard: (table) =>
    ['change', 'truncate'].map((what) => `DROP TRIGGER ${table}_no_${what} ON ${table}`),
};

/** Makes what `forbidMutation` needs; once, before the first guarded table. */
export async function installMutationGuard(runner: QueryRunner): Promise<void> {
  await runAll(runner, dialectOf(runner).install);
}

/** Undoes `installMutationGuard`; after the last guarded table is gone. */
export async function uninstallMutationGuard(runner: QueryRunner): Promise<void> {
  await runAll(runner, dialectOf(runner).uninstall);
}

/** From here on the table only takes new rows: triggers refuse every change and removal. */
export async function forbidMutation(runner: QueryRunner, table: string): Promise<void> {
  await runAll(runner, dialectOf(runner).guard(table));
}

/** Undoes `forbidMutation`. */
export async function allowMutation(runner: QueryRunner, table: string): Promise<void> {
  await runAll(runner, dialectOf(runner).unguard(table));
}

function dialectOf(runner: QueryRunner): AppendOnlyDialect {
  const { type } = runner.dataSource.options;
  if (type === 'postgres') {
    return postgres;
  }
  if (type === 'better-sqlite3') {
    return sqlite;
  }
  throw new Error(`The ledger has no append-only triggers for ${type} yet`);
}

async function runAll(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements) {
    await runner.query(statement);
  }
}
