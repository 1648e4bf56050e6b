/** The SQL of "this column holds one of these words". */
export function oneOf(column: string, words: readonly string[]): string {
  return `${column} IN (${words.map((word) => `'${word}'`).join(',')})`;
}

/** The SQL of "this column is a flag". */
export function isFlag(column: string): string {
  return `${column} IN (0,1)`;
}
