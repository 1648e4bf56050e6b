import { createHash } from 'node:crypto';
import type BetterSqlite3 from 'better-sqlite3';
import type { CompiledSql } from './sql';

/** What a statement gave back: its rows, and how many rows it touched. */
export interface Outcome {
  readonly rows: unknown[];
  readonly affected: number;
}

/** Runs one statement on one connection. */
export type Runner = (statement: CompiledSql) => Outcome | Promise<Outcome>;

/** Prepared once, run at once: SQLite answers within the call, so nothing waits in between. */
export function sqliteRunner(
  connection: BetterSqlite3.Database,
): (statement: CompiledSql) => Outcome {
  const prepared = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  return ({ text, parameters }) => {
    const statement = prepared.get(text) ?? connection.prepare(text);
    prepared.set(text, statement);
    if (!statement.reader) return { rows: [], affected: statement.run(...parameters).changes };
    const rows = statement.all(...parameters);
    return { rows, affected: rows.length };
  };
}

/** The part of a PostgreSQL client or pool that runs statements. */
export interface PostgresClient {
  query(config: {
    readonly name?: string;
    readonly text: string;
    readonly values: unknown[];
  }): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }>;
}

/** Statements with more values than this have many variants and are not kept prepared. */
const PREPARED_VALUES_MAX = 24;

/** Parsed and planned once per connection, by a name made of the text. */
export function postgresRunner(client: PostgresClient): Runner {
  return async ({ text, parameters }) => {
    const isKept = parameters.length <= PREPARED_VALUES_MAX;
    const { rows, rowCount } = await client.query({
      ...(isKept ? { name: nameOf(text) } : {}),
      text,
      values: [...parameters],
    });
    return { rows, affected: rowCount ?? 0 };
  };
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
