/** Words that are looked for at the most; the others of a long query narrow nothing further. */
const WORDS_MAX = 8;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** The words of a query: letters and digits only, so that no character has a meaning of its own. */
export function wordsOf(query: string): readonly string[] {
  return [...new Set(query.normalize('NFC').match(WORD) ?? [])].slice(0, WORDS_MAX);
}

/** The query of FTS5: of this owner, a word that begins with each of these. */
export function toMatch(userId: string, words: readonly string[]): string {
  const beginnings = words.map((word) => `"${word}" *`).join(' AND ');
  return `owner : "${userId.replaceAll(/\W/g, '')}" AND words : (${beginnings})`;
}

/** The same for PostgreSQL's `to_tsquery`, without the owner. */
export function toTsquery(words: readonly string[]): string {
  return words.map((word) => `'${word}':*`).join(' & ');
}
