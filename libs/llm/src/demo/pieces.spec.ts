import fc from 'fast-check';
import { fitPieces, toPieces } from './pieces';

describe('toPieces', () => {
  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(toPieces(text).join('')).toBe(text);
      }),
    );
  });

  it('keeps the space with the word before it', () => {
    expect(toPieces('a b\n\nc')).toEqual(['a ', 'b\n\n', 'c']);
  });
});

describe('fitPieces', () => {
  it('takes as many as fit, and not one more', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), fc.nat(60), (pieces, max) => {
        const fitting = fitPieces(pieces, max, (text) => text.length);
        expect(pieces.slice(0, fitting.length)).toEqual(fitting);
        expect(fitting.join('').length).toBeLessThanOrEqual(max);
        const next = pieces[fitting.length];
        if (next !== undefined) expect(fitting.join('').length + next.length).toBeGreaterThan(max);
      }),
    );
  });
});
