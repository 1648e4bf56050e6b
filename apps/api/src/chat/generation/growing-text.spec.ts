import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { GrowingText } from './growing-text';

const pieces = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 12 });

describe('A growing text', () => {
  it(`reads like the string of its pieces, from anywhere (seed ${SEED})`, () => {
    const isSame = fc.property(pieces, (all) => {
      const text = new GrowingText();
      let string = '';
      for (const piece of all) {
        text.add(piece);
        string += piece;
        expect(text).toHaveLength(string.length);
        for (let begin = 0; begin <= string.length + 1; begin += 1) {
          expect(text.slice(begin)).toBe(string.slice(begin));
        }
      }
    });
    fc.assert(isSame, tries());
  });
});
