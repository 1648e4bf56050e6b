/** What may be bound to a statement. Booleans are stored as 0 and 1. */
export type SqlValue = string | number | boolean | null;

/** A statement with its values apart from its text; made by {@link sql} only. */
export class Sql {
  constructor(
    readonly strings: readonly string[],
    readonly values: readonly (SqlValue | Sql)[],
  ) {}
}

export type Dialect = 'sqlite' | 'postgres';

/** A statement in a driver's own form. */
export interface CompiledSql {
  readonly text: string;
  readonly parameters: readonly (string | number | null)[];
}

/**
 * Writes one statement for both databases: sql`… WHERE id = ${id}`. Values are bound, never
 * spliced into the text; another `sql` fragment is inserted with its own values.
 */
export function sql(strings: TemplateStringsArray, ...values: (SqlValue | Sql)[]): Sql {
  return new Sql(strings, values);
}

/** Joins fragments with a separator, for lists of conditions or rows. */
export function joinSql(parts: readonly Sql[], separator: ', ' | ' AND ' | ' OR '): Sql {
  const strings = parts.map((_, index) => (index === 0 ? '' : separator));
  return new Sql([...strings, ''], parts);
}

/** The text with the placeholders of `dialect`, and the values in their order. */
export function compile(statement: Sql, dialect: Dialect): CompiledSql {
  const parameters: (string | number | null)[] = [];
  return { text: render(statement, dialect, parameters), parameters };
}

function render(statement: Sql, dialect: Dialect, parameters: (string | number | null)[]): string {
  let text = statement.strings[0] ?? '';
  statement.values.forEach((value, index) => {
    if (value instanceof Sql) {
      text += render(value, dialect, parameters);
    } else {
      parameters.push(typeof value === 'boolean' ? Number(value) : value);
      text += dialect === 'postgres' ? `$${parameters.length}` : '?';
    }
    text += statement.strings[index + 1] ?? '';
  });
  return text;
}
