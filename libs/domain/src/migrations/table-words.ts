import type {
  TableCheckOptions,
  TableColumnOptions,
  TableForeignKeyOptions,
  TableIndexOptions,
  TableUniqueOptions,
} from 'typeorm';

/** The words in which the migrations describe tables; the same on every database. */

type ColumnTraits = Pick<TableColumnOptions, 'isNullable' | 'default'>;

export const NULLABLE: ColumnTraits = { isNullable: true };

/** The default of a BIGINT or flag column. */
export const ZERO: ColumnTraits = { default: 0 };

/** The default of a TEXT column. */
export function startsAs(word: string): ColumnTraits {
  return { default: `'${word}'` };
}

/** The column `id` as primary key of the table. */
export function primaryKey(table: string): TableColumnOptions {
  return { ...text('id'), isPrimary: true, primaryKeyConstraintName: `${table}_pkey` };
}

export function text(name: string, traits: ColumnTraits = {}): TableColumnOptions {
  return { name, type: 'text', ...traits };
}

export function bigint(name: string, traits: ColumnTraits = {}): TableColumnOptions {
  return { name, type: 'bigint', ...traits };
}

export function integer(name: string, traits: ColumnTraits = {}): TableColumnOptions {
  return { name, type: 'integer', ...traits };
}

export function check(name: string, expression: string): TableCheckOptions {
  return { name, expression };
}

export function unique(name: string, ...columnNames: string[]): TableUniqueOptions {
  return { name, columnNames };
}

export function index(name: string, columnNames: string[], where?: string): TableIndexOptions {
  return { name, columnNames, ...(where === undefined ? {} : { where }) };
}

/** The column refers to the `id` of another table. */
export function reference(
  name: string,
  column: string,
  referencedTableName: string,
): TableForeignKeyOptions {
  return {
    name,
    columnNames: [column],
    referencedTableName,
    referencedColumnNames: ['id'],
    onDelete: 'NO ACTION',
    onUpdate: 'NO ACTION',
  };
}
