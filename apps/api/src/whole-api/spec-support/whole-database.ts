import { withSnapshot } from '../../platform/database';
import type { Queries } from '../../platform/database';
import { Sql } from '../../platform/database/sql';

/** Every table of a database, those behind the search too, row by row as text. */
export function wholeDatabase(url: string): Promise<ReadonlyMap<string, readonly string[]>> {
  return withSnapshot(url, async (queries) => {
    const tables = new Map<string, readonly string[]>();
    for (const name of await tableNames(queries)) {
      const rows = await queries.rows<object>(plain(`SELECT * FROM "${name}"`));
      tables.set(name, rows.map(textOf));
    }
    return tables;
  });
}

/** The tables that have one of the words in a row, in whatever case. */
export async function placesOf(url: string, words: readonly string[]): Promise<readonly string[]> {
  const tables = [...(await wholeDatabase(url))];
  const has = (row: string) => words.some((word) => row.includes(word.toLowerCase()));
  return tables.filter(([, rows]) => rows.some(has)).map(([name]) => name);
}

async function tableNames(queries: Queries): Promise<readonly string[]> {
  const listed =
    queries.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table'`
      : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  return (await queries.rows<{ name: string }>(plain(listed))).map(({ name }) => name);
}

function plain(text: string): Sql {
  return new Sql([text], []);
}

function textOf(row: object): string {
  const values = Object.values(row) as unknown[];
  const texts = values.map((each) => (Buffer.isBuffer(each) ? each.toString('latin1') : each));
  return texts.map(String).join('\n').toLowerCase();
}
