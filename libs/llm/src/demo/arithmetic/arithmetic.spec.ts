import fc from 'fast-check';
import { calculate } from './calculate';
import { findSum } from './find-sum';

describe('calculate', () => {
  it.each([
    ['1 + 2', 3],
    ['12*(3+4)', 84],
    ['2 + 3 * 4', 14],
    ['10 - 4 - 3', 3],
    ['100 / 10 / 5', 2],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 * -3', -6],
    ['--5', 5],
    ['.5 * 4', 2],
    ['((1.25))', 1.25],
    ['1 / 0', Infinity],
  ])('%s = %d', (sum, value) => {
    expect(calculate(sum)).toBe(value);
  });

  it.each(['', '1 +', '(1', '1)', '1 2', 'a + 1', '1 + alert(1)', '1..2', '*2', '()'])(
    'finds no sum in %j',
    (text) => {
      expect(calculate(text)).toBeUndefined();
    },
  );

  it('gives up on sums that are only made to hurt', () => {
    expect(calculate('('.repeat(99) + '1' + ')'.repeat(99))).toBeUndefined();
    expect(calculate('-'.repeat(150) + '1')).toBeUndefined();
    expect(calculate('1+'.repeat(5_000) + '1')).toBeUndefined();
  });

  it('agrees with the language on sums of whole numbers', () => {
    const sums = fc.letrec<{
      sum: [string, number];
      leaf: [string, number];
      node: [string, number];
    }>((tie) => ({
      sum: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
      leaf: fc.nat(99).map((n) => [String(n), n]),
      node: fc
        .tuple(tie('sum'), fc.constantFrom('+', '-', '*'), tie('sum'))
        .map(([[a, x], sign, [b, y]]) => [
          `(${a} ${sign} ${b})`,
          sign === '+' ? x + y : sign === '-' ? x - y : x * y,
        ]),
    })).sum;
    fc.assert(
      fc.property(sums, ([text, value]) => {
        fc.pre(text.length <= 200);
        expect(calculate(text)).toBe(value);
      }),
    );
  });
});

describe('findSum', () => {
  it.each([
    ['What is 12*(3+4)?', 84],
    ['1+1', 2],
    ['calculate 3 plus 4 times 2', 11],
    ["what's 15% of 80", 12],
    ['How much is 1,000 × 3 =', 3_000],
    ['7 x 8', 56],
    ['9 squared + 1', 82],
    ['20 divided by 8', 2.5],
    ['/calc 2 ** 10', 1_024],
  ])('reads %j', (message, value) => {
    expect(calculate(findSum(message) ?? '')).toBe(value);
  });

  it.each([
    'hello',
    '42',
    'call 555-1234',
    '2026-01-31',
    'What is love?',
    '1 + 1 apples',
    '-5',
    '',
  ])('asks for no sum: %j', (message) => {
    expect(findSum(message)).toBeUndefined();
  });
});
