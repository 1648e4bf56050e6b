import fc from 'fast-check';
import { TextCleaner } from './clean-text';

function clean(pieces: readonly string[]): string {
  const cleaner = new TextCleaner();
  return pieces.map((piece) => cleaner.push(piece)).join('') + cleaner.flush();
}

describe('TextCleaner', () => {
  it('gives the same text however it is cut', () => {
    const unit = fc.constantFrom('a', '\0', '\ud83d', '\ude00', '😀', 'é');
    fc.assert(
      fc.property(fc.array(fc.string({ unit, maxLength: 5 })), (pieces) => {
        const whole = pieces.join('').toWellFormed().replaceAll('\0', '\ufffd');
        expect(clean(pieces)).toBe(whole);
      }),
    );
  });

  it('waits for the second half of a character', () => {
    const cleaner = new TextCleaner();
    expect(cleaner.push('a\ud83d')).toBe('a');
    expect(cleaner.push('\ude00b')).toBe('😀b');
    expect(cleaner.flush()).toBe('');
  });

  it('replaces halves that stay alone', () => {
    expect(clean(['\ude00', '\ud83d', 'x', '\ud83d'])).toBe('\ufffd\ufffdx\ufffd');
  });
});
