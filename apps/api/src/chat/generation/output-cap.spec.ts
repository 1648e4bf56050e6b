import { SEED, tries } from '@prome-dify/testing/random';
import { warmUpTokenizer } from '@prome-dify/llm';
import fc from 'fast-check';
import { OutputCap } from './output-cap';

/** Tokens that 32 bytes have at the most: what may slip through between two counts. */
const STEP_TOKENS = 32;

const { text: realCount } = await warmUpTokenizer();

/** Ways to count, from the dearest text there can be to very cheap ones. */
const COUNTS = {
  'a token for each byte': (text: string) => Buffer.byteLength(text),
  'one token a character': (text: string) => text.length,
  'a token for seven characters': (text: string) => Math.ceil(text.length / 7),
  'the real tokenizer': realCount,
} as const;

const pieces = fc.array(
  fc.oneof(fc.constant('word '), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
  { minLength: 1, maxLength: 200 },
);

/** The text up to the piece with which the cap was noticed, and the text before that piece. */
function cutAt(max: number, count: (text: string) => number, parts: readonly string[]) {
  const cap = new OutputCap(max, count);
  let text = '';
  for (const part of parts) {
    const before = text;
    text += part;
    if (cap.isReached(text)) return { reached: true, before, text };
  }
  return { reached: false, before: text, text };
}

describe.each(Object.entries(COUNTS))('OutputCap with %s', (_, count) => {
  it(`lets no more than one step pass above the cap, and cuts nothing below it (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), pieces, (max, parts) => {
        const { reached, before, text } = cutAt(max, count, parts);
        expect(count(before)).toBeLessThanOrEqual(max + STEP_TOKENS);
        if (reached) expect(count(text)).toBeGreaterThan(max);
      }),
      tries(200),
    );
  });
});

describe('OutputCap', () => {
  it('counts rarely: not once for a short answer, seldom for a long one', () => {
    let counted = 0;
    const cap = new OutputCap(8_000, (text) => {
      counted += 1;
      return Math.ceil(text.length / 4);
    });
    let text = '';
    const write = (words: number): void => {
      for (let word = 0; word < words; word += 1) cap.isReached((text += 'word '));
    };
    write(1_600);
    expect(counted).toBe(0);
    write(4_800);
    expect(text).toHaveLength(32_000);
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThan(30);
  });
});
