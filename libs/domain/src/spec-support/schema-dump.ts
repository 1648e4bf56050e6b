import type { DataSource } from 'typeorm';
import { postgresSchema } from './postgres-schema';
import { sqliteSchema } from './sqlite-schema';

/** TypeORM writes the default of a bigint in quotes on PostgreSQL; it means the same number. */
const QUOTED_DEFAULT = /DEFAULT '(-?\d+)'::bigint/;

/** What begins a line begins a statement; its clauses are indented. */
const NEXT_PART = /\n(?!\s|\))/;
const UNSAYABLE = /^(CREATE TRIGGER|function) |^(CREATE (VIRTUAL )?TABLE|table) '?search_/;

/** The whole schema as text, in an order that depends on nothing but the schema. */
export async function schemaDump(dataSource: DataSource): Promise<string> {
  const dump = dataSource.options.type === 'postgres' ? postgresSchema : sqliteSchema;
  return dump(dataSource);
}

/**
 * The schema as a sorted list of its columns, constraints and indexes, without what entities cannot
 * say (triggers, functions and the search index): equal for two databases exactly when their tables are.
 */
export async function tablesOf(dataSource: DataSource): Promise<readonly string[]> {
  const clauses: string[] = [];
  let statement = '';
  const parts = (await schemaDump(dataSource)).split(NEXT_PART);
  for (const line of parts
    .filter((part) => !UNSAYABLE.test(part))
    .join('\n')
    .split('\n')) {
    if (line.startsWith('  ')) {
      clauses.push(`${statement} ${line.trim().replace(/,$/, '')}`);
    } else {
      statement = line;
      clauses.push(statement);
    }
  }
  return clauses
    .filter((clause) => !/\b(trigger|function)\b/i.test(clause))
    .map((clause) => clause.replace(QUOTED_DEFAULT, 'DEFAULT $1'))
    .sort();
}
