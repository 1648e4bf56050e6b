/**
 * SQLite stores a fraction in a whole-number column without a word, so it is refused before.
 * @throws RangeError when `tokens` is not a whole number that can be counted exactly
 */
export function assertWholeTokens(tokens: number): void {
  if (!Number.isSafeInteger(tokens)) throw new RangeError('tokens are whole numbers');
}
