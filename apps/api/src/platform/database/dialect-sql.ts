import type { Dialect } from './sql';
import { sql } from './sql';

/** Epoch milliseconds by the clock that all instances share: the database's own on PostgreSQL. */
export function nowMs(dialect: Dialect) {
  return dialect === 'postgres'
    ? sql`(EXTRACT(EPOCH FROM clock_timestamp()) * 1000)::bigint`
    : sql`${Date.now()}`;
}

/** The texts of a list as a subselect: one statement with one value, however many they are. */
export function each(dialect: Dialect, texts: readonly string[]) {
  const list = JSON.stringify(texts);
  return dialect === 'postgres'
    ? sql`(SELECT jsonb_array_elements_text(${list}::jsonb))`
    : sql`(SELECT value FROM json_each(${list}))`;
}

/** Locks the selected rows until the end of the transaction; SQLite's single writer needs none. */
export function forUpdate(dialect: Dialect) {
  return dialect === 'postgres' ? sql`FOR UPDATE` : sql``;
}
