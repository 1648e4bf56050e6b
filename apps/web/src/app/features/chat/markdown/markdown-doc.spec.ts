/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { EMPTY_DOC, advance } from './markdown-doc';
import { drawn, markdown, pieces, read, stream, textOf } from './markdown.fixture';

const RUNS = { seed: SEED, numRuns: 400 };

describe(`an answer that streams in (seed ${SEED})`, () => {
  it('is in the end the document that a reload shows, wherever it was cut', () => {
    fc.assert(
      fc.property(pieces(markdown), (parts) => {
        expect(drawn(stream(parts).at(-1)?.blocks)).toEqual(drawn(read(parts.join(''))));
      }),
      RUNS,
    );
  });

  it('is so also for text that is no markdown at all', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'ab #*_`~[]()!<>|-+=1.$\n\r\t\\&;:/"') });
    fc.assert(
      fc.property(pieces(noise), (parts) => {
        expect(drawn(stream(parts).at(-1)?.blocks)).toEqual(drawn(read(parts.join(''))));
      }),
      RUNS,
    );
  });

  it('keeps every closed block the same object, so that it is not drawn again', () => {
    fc.assert(
      fc.property(pieces(markdown), (parts) => {
        const growing = stream(parts).slice(0, -1);
        growing.forEach(({ frozen, blocks }, n) => {
          const next = growing[n + 1];
          if (next) frozen.forEach((_, at) => expect(next.blocks[at]).toBe(blocks[at]));
        });
      }),
      RUNS,
    );
  });

  it('settles nothing too early: what is closed is what it will be', () => {
    // But for links that are defined further down; those come with the end.
    const plain = markdown.filter((text) => !text.includes(']:'));
    fc.assert(
      fc.property(pieces(plain), (parts) => {
        const whole = read(parts.join(''));
        for (const { frozen } of stream(parts).slice(0, -1))
          expect(drawn(frozen)).toEqual(drawn(whole.slice(0, frozen.length)));
      }),
      RUNS,
    );
  });
});

it('a link that is defined only further down is one in the end', () => {
  const parts = ['see [ref] there\n\nmore\n\n', '[ref]: https://example.com\n'];
  const whole = read(parts.join(''));
  expect(whole[0]).toMatchObject({
    inlines: [{ kind: 'text' }, { kind: 'link' }, { kind: 'text' }],
  });
  expect(drawn(stream(parts).at(-1)?.blocks)).toEqual(drawn(whole));
});

describe('the open end', () => {
  it('is all that is read again: a long answer costs no more per piece than a short one', () => {
    const paragraph = 'Some words of an ordinary paragraph, about as long as one is.\n\n';
    let doc = EMPTY_DOC;
    for (let n = 1; n <= 200; n += 1) {
      doc = advance(doc, paragraph.repeat(n), false);
      expect(doc.source.length - doc.frozenChars).toBeLessThan(3 * paragraph.length);
    }
    expect(doc.blocks).toHaveLength(200);
  });

  it('begins anew when the text is another one', () => {
    const before = advance(EMPTY_DOC, 'One\n\nTwo\n\nThree\n\nFour', false);
    expect(textOf(advance(before, 'Another', false).blocks)).toBe('Another');
  });

  it('does not care how lines end', () => {
    expect(read('# A\r\n\r\n- b\r\n- c\r')).toEqual(read('# A\n\n- b\n- c\n'));
  });

  it('takes an end that is told again for the same document', () => {
    const once = advance(EMPTY_DOC, '**a**\n\nb', true);
    const twice = advance(once, '**a**\n\nb', true);
    expect(twice.blocks.map((block, n) => block === once.blocks[n])).toEqual([true, true]);
  });
});
