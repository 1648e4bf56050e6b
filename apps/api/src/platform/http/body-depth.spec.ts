import { SEED, tries } from '@prome-dify/testing/random';
import { LIMITS } from '@prome-dify/contracts';
import fc from 'fast-check';
import { assertShallow } from './body-depth';
import { ProblemError } from './problem';

const MAX = LIMITS.bodyDepthMax;

/** The depth of a parsed value, counted as a person would. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function isShallow(json: string): boolean {
  try {
    assertShallow(json);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toHaveProperty('code', 'too_deep');
    return false;
  }
}

/** Strings full of what a careless counter would count. */
const tricky = fc
  .array(fc.constantFrom('[', ']', '{{{{{{{{', '[[[[[[[[', '"', '\\', 'a', '\n', 'ü'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

/** A value within so many arrays and objects. */
const nested = fc
  .tuple(
    fc.array(fc.tuple(fc.boolean(), tricky), { maxLength: MAX + 4 }),
    fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  )
  .map(([layers, core]) =>
    layers.reduce<unknown>(
      (inside, [isArray, text]) =>
        isArray ? [text, inside, []] : { [text]: inside, [`${text}x`]: {} },
      core,
    ),
  );

describe(`The depth of a body (seed ${SEED})`, () => {
  it('is counted without parsing as it would be after parsing', () => {
    const counts = fc.property(nested, fc.constantFrom(undefined, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      expect([json, isShallow(json)]).toEqual([json, depthOf(value) <= MAX]);
    });
    fc.assert(counts, tries(1000));
  });

  it.each([MAX, MAX + 1])('of %i levels is judged exactly', (levels) => {
    const json = `${'[{"a":'.repeat(levels / 2)}${levels % 2 ? '[]' : '1'}`;
    expect(isShallow(json)).toBe(levels <= MAX);
  });

  it('is never mistaken by text that is no JSON, and never breaks', () => {
    const judges = fc.property(tricky, (text) => {
      expect(typeof isShallow(text)).toBe('boolean');
    });
    fc.assert(judges, tries(500));
  });

  it('may be a hundred thousand and is refused at once', () => {
    expect(isShallow('['.repeat(100_000))).toBe(false);
  });
});
