/**
 * The number in a cell of a BIGINT column. PostgreSQL sends `bigint` and `sum()` as text, SQLite as
 * a number; every raw row goes through here before anyone calculates with it.
 * Throws a RangeError for anything that is not a whole number a double holds exactly.
 */
export function toSafeInteger(cell: unknown): number {
  const value = isNumeric(cell) ? Number(cell) : NaN;
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`Not a safe integer: ${String(cell)}`);
  }
  return value;
}

function isNumeric(cell: unknown): boolean {
  if (typeof cell === 'string') {
    return /^-?\d+$/.test(cell);
  }
  return typeof cell === 'number' || typeof cell === 'bigint';
}
