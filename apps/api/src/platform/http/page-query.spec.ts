import { SEED, tries } from '@prome-dify/testing/random';
import { LIMITS } from '@prome-dify/contracts';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { decodeCursor, encodeCursor, page, PageQuery } from './page-query.dto';
import { ProblemError } from './problem';

const parse = (query: object) => {
  const parsed = plainToInstance(PageQuery, query);
  return { parsed, faults: validateSync(parsed).map(({ property }) => property) };
};

const partText = fc.string().filter((text) => !text.includes('\0'));
const run = tries(300);

describe(`The page that is asked for (seed ${SEED})`, () => {
  it('is the first one of 50 when nothing is said', () => {
    expect(parse({})).toEqual({ parsed: { limit: LIMITS.pageDefault }, faults: [] });
  });

  it('has as many rows as plain digits say, from 1 to 200', () => {
    const digits = fc.nat(1200).map(String);
    const decides = fc.property(digits, (limit) => {
      const fits = Number(limit) >= 1 && Number(limit) <= LIMITS.pageMax;
      expect([limit, parse({ limit }).faults]).toEqual([limit, fits ? [] : ['limit']]);
      if (fits) expect(parse({ limit }).parsed.limit).toBe(Number(limit));
    });
    fc.assert(decides, run);
  });

  it('is refused for everything that is not plain digits', () => {
    const other = fc
      .oneof(
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.array(fc.nat()),
        fc.dictionary(partText, partText),
      )
      .filter((value) => !(typeof value === 'string' && /^[0-9]+$/.test(value)));
    const refuses = fc.property(other, (limit) => {
      expect(parse({ limit }).faults).toEqual(['limit']);
    });
    fc.assert(refuses, run);
  });
});

describe(`A cursor (seed ${SEED})`, () => {
  it('leads back to the position it was made of, and looks like one', () => {
    const position = fc.tuple(fc.integer(), partText);
    const returns = fc.property(position, (parts) => {
      const cursor = encodeCursor(parts);
      expect(decodeCursor(cursor, ['number', 'string'] as const)).toEqual(parts);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    });
    fc.assert(returns, run);
  });

  it('is refused when it is of another list, and never breaks anything', () => {
    const other = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
      fc.tuple(fc.integer(), fc.string(), fc.integer()).map(encodeCursor),
      fc.tuple(fc.string(), fc.integer()).map(encodeCursor),
      partText.map((text) => encodeCursor([1, `${text}\0`])),
    );
    const refuses = fc.property(other, (cursor) => {
      expect(() => decodeCursor(cursor, ['number', 'string'] as const)).toThrow(ProblemError);
    });
    fc.assert(refuses, run);
  });
});

const positionOf = (cursor: string): number => decodeCursor(cursor, ['number'] as const)[0];

describe(`Pages (seed ${SEED})`, () => {
  it('make the whole list when they are put together, and the last one leads nowhere', () => {
    const rows = fc.uniqueArray(fc.nat(10_000), { maxLength: 60 });
    const complete = fc.property(rows, fc.integer({ min: 1, max: 70 }), (unsorted, limit) => {
      const all = unsorted.toSorted((a, b) => a - b);
      const seen: number[] = [];
      let pages = 0;
      let cursor: string | null = encodeCursor([-1]);
      while (cursor !== null) {
        const after = positionOf(cursor);
        const found = all.filter((row) => row > after).slice(0, limit + 1);
        const { items, nextCursor } = page(found, limit, (row) => [row]);
        seen.push(...items);
        pages += 1;
        cursor = nextCursor;
      }
      expect(seen).toEqual(all);
      expect(pages).toBe(Math.max(1, Math.ceil(all.length / limit)));
    });
    fc.assert(complete, run);
  });
});
