import { SEED, tries } from '@prome-dify/testing/random';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { Text } from './text.decorator';

class Note {
  @Text(2, 10)
  text: unknown;
}

function isText(text: unknown): boolean {
  return validateSync(Object.assign(new Note(), { text })).length === 0;
}

const run = tries(500);

describe(`Text of 2 to 10 units (seed ${SEED})`, () => {
  it('is every well-formed string of that length without NUL', () => {
    const strings = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 14 }),
      fc.string({ unit: 'binary', maxLength: 14 }),
      fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 14 }).map((units) => {
        return String.fromCharCode(...units);
      }),
      fc.string({ unit: fc.constantFrom('\0', '\ud83d', '\ude42', 'a', '🙂'), maxLength: 8 }),
    );
    const decides = fc.property(strings, (text) => {
      const { length } = text;
      const fits = length >= 2 && length <= 10 && text.isWellFormed() && !text.includes('\0');
      expect([text, isText(text)]).toEqual([text, fits]);
    });
    fc.assert(decides, run);
  });

  it('keeps line ends, spaces and every other control character', () => {
    expect(isText(' \r\n\t\u0001 ')).toBe(true);
  });

  it('is nothing but a string', () => {
    const other = [undefined, null, 12_345, true, ['ab'], { length: 5 }, new String('abc')];
    expect(other.filter(isText)).toEqual([]);
  });
});
