import type { DataSource } from 'typeorm';

/** The statements that SQLite keeps for its schema, one clause a line, sorted by table and name. */
export async function sqliteSchema(dataSource: DataSource): Promise<string> {
  const rows = await dataSource.query<{ readonly sql: string }[]>(
    `SELECT sql FROM sqlite_master
     WHERE sql IS NOT NULL AND tbl_name NOT IN ('migrations', 'sqlite_sequence')
     ORDER BY tbl_name, type = 'table' DESC, type, name`,
  );
  return rows.map((row) => `${onePerLine(row.sql.trim())};\n`).join('');
}

function onePerLine(statement: string): string {
  if (!statement.startsWith('CREATE TABLE')) {
    return statement;
  }
  const start = statement.indexOf('(');
  const clauses = splitAtCommas(statement.slice(start + 1, statement.lastIndexOf(')')));
  return `${statement.slice(0, start)}(\n  ${clauses.join(',\n  ')}\n)`;
}

/** Splits at the commas that stand outside of parentheses and quotes. */
function splitAtCommas(body: string): string[] {
  const clauses: string[] = [];
  let depth = 0;
  let clause = '';
  for (const token of body.match(/'[^']*'|"[^"]*"|[^'"]/g) ?? []) {
    depth += token === '(' ? 1 : token === ')' ? -1 : 0;
    if (token === ',' && depth === 0) {
      clauses.push(clause.trim());
      clause = '';
    } else {
      clause += token;
    }
  }
  return [...clauses, clause.trim()];
}
