/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { decodeEntities } from './entities';

describe('character references', () => {
  it.each([
    ['&lt;b&gt; &amp;&amp; &quot;x&quot;', '<b> && "x"'],
    ['a&nbsp;b', 'a\u00a0b'],
    ['&#65;&#x42;&#X43;', 'ABC'],
    ['&#128512; &#x1F600;', '😀 😀'],
    ['2 &times; 3 &hellip; &rarr; &mdash;', '2 × 3 … → —'],
  ])('%s is %s', (text, meant) => {
    expect(decodeEntities(text)).toBe(meant);
  });

  it.each(['AT&T', '&unknown;', '&;', '&#;', '&#x;', '&lt', '& lt;', '&LT;', '&constructor;'])(
    '%s stays as it is',
    (text) => {
      expect(decodeEntities(text)).toBe(text);
    },
  );

  it.each(['&#0;', '&#xD800;', '&#xdfff;', '&#x110000;', '&#9999999;'])(
    '%s is no character, and becomes the replacement for one',
    (text) => {
      expect(decodeEntities(text)).toBe('\ufffd');
    },
  );

  it('are decoded once: what was escaped twice stays escaped', () => {
    expect(decodeEntities('&amp;lt;')).toBe('&lt;');
  });

  it(`say every character that there is (seed ${SEED})`, () => {
    const code = fc.integer({ min: 1, max: 0x10ffff }).filter((n) => n < 0xd800 || n > 0xdfff);
    fc.assert(
      fc.property(code, (n) => {
        const character = String.fromCodePoint(n);
        expect(decodeEntities(`&#${n};`)).toBe(character);
        expect(decodeEntities(`&#x${n.toString(16)};`)).toBe(character);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
