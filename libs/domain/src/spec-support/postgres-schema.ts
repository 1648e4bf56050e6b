import type { DataSource } from 'typeorm';

interface Entry {
  readonly table: string;
  readonly line: string;
}

const OURS = `n.nspname = current_schema() AND t.relname <> 'migrations'`;
const TABLE = `pg_class t ON t.oid = x.%s JOIN pg_namespace n ON n.oid = t.relnamespace`;
const ofTable = (column: string): string => TABLE.replace('%s', column);

/** What a table is made of, each kind in a fixed order. NOT NULL is said of the columns. */
const PARTS = [
  `SELECT t.relname AS table, 'column ' || x.attname || ' ' || format_type(x.atttypid, x.atttypmod)
     || CASE WHEN x.attnotnull THEN ' NOT NULL' ELSE '' END
     || COALESCE(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '') AS line
   FROM pg_attribute x JOIN ${ofTable('attrelid')}
   LEFT JOIN pg_attrdef d ON d.adrelid = x.attrelid AND d.adnum = x.attnum
   WHERE ${OURS} AND t.relkind = 'r' AND x.attnum > 0 AND NOT x.attisdropped
   ORDER BY x.attnum`,
  `SELECT t.relname AS table,
     'constraint ' || x.conname || ' ' || pg_get_constraintdef(x.oid) AS line
   FROM pg_constraint x JOIN ${ofTable('conrelid')}
   WHERE ${OURS} AND x.contype IN ('p', 'u', 'f', 'c')
   ORDER BY x.conname COLLATE "C"`,
  `SELECT t.relname AS table, 'index ' || pg_get_indexdef(x.indexrelid) AS line
   FROM pg_index x JOIN ${ofTable('indrelid')}
   WHERE ${OURS} AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid)
   ORDER BY pg_get_indexdef(x.indexrelid) COLLATE "C"`,
  `SELECT t.relname AS table, 'trigger ' || pg_get_triggerdef(x.oid) AS line
   FROM pg_trigger x JOIN ${ofTable('tgrelid')}
   WHERE ${OURS} AND NOT x.tgisinternal
   ORDER BY x.tgname COLLATE "C"`,
];

const FUNCTIONS = `
  SELECT x.proname || '() ' || btrim(x.prosrc) AS line
  FROM pg_proc x JOIN pg_namespace n ON n.oid = x.pronamespace
  WHERE n.nspname = current_schema()
  ORDER BY x.proname COLLATE "C"`;

/** Tables with their columns, constraints, indexes and triggers; then functions. */
export async function postgresSchema(dataSource: DataSource): Promise<string> {
  const entries: Entry[] = [];
  for (const part of PARTS) {
    entries.push(...(await dataSource.query<Entry[]>(part)));
  }
  const functions = await dataSource.query<Pick<Entry, 'line'>[]>(FUNCTIONS);
  const tables = [...new Set(entries.map((entry) => entry.table))].sort();
  return [
    ...tables.flatMap((table) => [
      `table ${table}`,
      ...entries.filter((entry) => entry.table === table).map((entry) => `  ${entry.line}`),
    ]),
    ...functions.map((entry) => `function ${entry.line}`),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
