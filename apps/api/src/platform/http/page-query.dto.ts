import { ApiPropertyOptional } from '@nestjs/swagger';
import { LIMITS } from '@prome-dify/contracts';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { ProblemError } from './problem';

const DIGITS = /^[0-9]{1,3}$/;
const CURSOR = /^[A-Za-z0-9_-]{1,200}$/;

/** `?limit=&cursor=` of every list. */
export class PageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: LIMITS.pageMax,
    default: LIMITS.pageDefault,
  })
  @IsOptional()
  @Transform(({ value }) =>
    typeof value === 'string' && DIGITS.test(value) ? Number(value) : Number.NaN,
  )
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(LIMITS.pageMax, { message: `must be at most ${LIMITS.pageMax}` })
  readonly limit: number = LIMITS.pageDefault;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before' })
  @IsOptional()
  @IsString()
  @Matches(CURSOR, { message: 'must be a cursor of this list' })
  readonly cursor?: string;
}

/** Makes the opaque cursor of a position. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor whose parts have the types of `shape`.
 * @throws ProblemError `validation_failed` when it is not one of ours.
 */
export function decodeCursor<Shape extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: Shape,
): { [K in keyof Shape]: Shape[K] extends 'string' ? string : number } {
  const parts = parse(cursor);
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    parts.every((part, index) => typeof part === shape[index] && isStorable(part));
  if (!fits) {
    throw new ProblemError('validation_failed', {
      errors: [{ pointer: '/cursor', message: 'must be a cursor of this list' }],
    });
  }
  return parts as { [K in keyof Shape]: Shape[K] extends 'string' ? string : number };
}

/** JSON carries NUL and fractions; a column does not. */
function isStorable(part: unknown): boolean {
  return typeof part === 'number' ? Number.isSafeInteger(part) : !String(part).includes('\0');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** Cuts `limit + 1` rows to a page, with the cursor of its last row when there are more. */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => readonly (string | number)[],
): { items: readonly Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(position(last)) : null };
}
