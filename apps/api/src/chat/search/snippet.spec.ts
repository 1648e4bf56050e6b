import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { wordsOf } from './search-words';
import { snippetOf } from './snippet';

const shown = (text: string, query: string) =>
  snippetOf(text, wordsOf(query))
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');

describe(`A snippet (seed ${SEED})`, () => {
  it('marks whole words that begin with what was looked for, whatever their case and accents', () => {
    expect(shown('The Gardener’s GARDEN, ägypten', 'garden agy')).toBe(
      'The [Gardener]’s [GARDEN], [ägypten]',
    );
  });

  it('begins a little before the first hit, at a word', () => {
    const text = `${'before '.repeat(30)}hit ${'after '.repeat(40)}`;
    expect(shown(text, 'hit')).toMatch(/^…(before ){5}\[hit\] (after )+.*…$/);
  });

  it('is a piece of the text, and well-formed, whatever the text', () => {
    const any = fc.string({ unit: 'binary', maxLength: 600 });
    const isPiece = fc.property(any, fc.string({ maxLength: 9 }), (text, query) => {
      const parts = snippetOf(text, wordsOf(query)).map((part) => part.text);
      expect(parts.every((part) => part.isWellFormed())).toBe(true);
      expect(parts.join('').length).toBeLessThanOrEqual(162);
    });
    fc.assert(isPiece, tries(200));
  });
});
