import fc from 'fast-check';
import { estimatePrompt, estimateTokens, warmUpTokenizer, type TokenEstimator } from './estimate';

let estimate: TokenEstimator;

beforeAll(async () => {
  estimate = await warmUpTokenizer();
});

/** Milliseconds that counting `text` takes, the best of three: other processes share the machine. */
function duration(text: string): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    estimate.text(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['hello world', 2],
    ['The quick brown fox jumps over the lazy dog.', 10],
    ['äöü ß', 5],
  ])('counts %j as the o200k vocabulary does', async (text, tokens) => {
    expect(await estimateTokens(text)).toBe(tokens);
  });

  it('takes special tokens for ordinary text', () => {
    expect(estimate.text('<|endoftext|>')).toBeGreaterThan(3);
    expect(estimate.text('a<|im_start|>system')).toBeGreaterThan(5);
  });

  it.each([
    ['one letter', 'a'.repeat(32_000)],
    ['emoji', '😀'.repeat(32_000)],
    ['blanks', ' '.repeat(32_000)],
    ['line ends', '\n'.repeat(32_000)],
    ['full stops', '.'.repeat(32_000)],
    ['ideographs', '这是一个测试'.repeat(5_000)],
    ['combining marks', 'a\u0301\u0302'.repeat(10_000)],
    ['lone surrogates', '\ud800'.repeat(32_000)],
  ])('counts 32,000 %s in less than 100 ms', (_, text) => {
    expect(duration(text)).toBeLessThan(100);
  });

  it('does not charge long runs less than the same run counted whole', () => {
    expect(estimate.text('a'.repeat(32_000))).toBeGreaterThanOrEqual(4_000);
    expect(estimate.text('😀'.repeat(100))).toBe(100);
  });

  it('gives a whole number between 0 and the bytes of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const tokens = estimate.text(text);
        expect(Number.isSafeInteger(tokens)).toBe(true);
        expect(tokens).toBeLessThanOrEqual(Buffer.byteLength(text));
        expect(tokens > 0).toBe(text !== '');
      }),
    );
  });
});

describe('estimatePrompt', () => {
  it('adds four tokens a message and three for the answer', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'hello world' },
    ] as const;
    expect(await estimatePrompt(messages)).toBe(estimate.text('Be brief.') + 2 + 2 * 4 + 3);
  });

  it('is three tokens without a message', async () => {
    expect(await estimatePrompt([])).toBe(3);
  });
});
