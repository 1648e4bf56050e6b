import { toSafeInteger } from './safe-integer';

describe('toSafeInteger', () => {
  it.each([
    [7, 7],
    ['7', 7],
    ['-7', -7],
    [7n, 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %p as %d', (cell, value) => {
    expect(toSafeInteger(cell)).toBe(value);
  });

  it.each(['9007199254740992', 2n ** 60n, 0.5, NaN, '', ' 7', '7.0', '0x7', null, undefined, [7]])(
    'refuses %p',
    (cell) => {
      expect(() => toSafeInteger(cell)).toThrow(RangeError);
    },
  );
});
