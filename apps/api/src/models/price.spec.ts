import type { TokenUsage } from '@prome-dify/llm';
import fc from 'fast-check';
import { charge, type Rates } from './price';

const ONE: Rates = { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 };
const NOTHING: TokenUsage = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

const rates = fc.record({
  inputMilli: fc.nat(1_000_000),
  cachedMilli: fc.nat(1_000_000),
  outputMilli: fc.nat(1_000_000),
});
const counts = fc.nat(1_000_000);
const usages = fc.record({
  inputUncached: counts,
  cacheRead: counts,
  cacheWrite: counts,
  output: counts,
});

describe('charge', () => {
  it.each<[string, Rates, Partial<TokenUsage>, number]>([
    ['one token costs one token', ONE, { inputUncached: 8, output: 17 }, 25],
    ['thinking is part of the output', ONE, { output: 10, reasoning: 9 }, 10],
    ['writing to the cache is input', ONE, { cacheWrite: 7 }, 7],
    ['the sum is rounded up once', rate(0.4, 0.1, 0.4), { inputUncached: 1, output: 1 }, 1],
    ['and not before', rate(0.001, 0, 0.001), { inputUncached: 999, output: 1 }, 1],
    [
      'one thousandth more is one more',
      rate(0.001, 0, 0.001),
      { inputUncached: 1000, output: 1 },
      2,
    ],
    ['what was cached has its own price', rate(2, 0.5, 4), { inputUncached: 3, cacheRead: 4 }, 8],
    ['nothing costs nothing', rate(9, 9, 9), {}, 0],
    ['free is free', rate(0, 0, 0), { inputUncached: 1e9, output: 1e9 }, 0],
  ])('%s', (_, price, usage, tokens) => {
    expect(charge(price, { ...NOTHING, ...usage })).toBe(tokens);
  });

  it('is the smallest whole number that covers the exact sum', () => {
    fc.assert(
      fc.property(rates, usages, (price, usage) => {
        const exact =
          (usage.inputUncached + usage.cacheWrite) * price.inputMilli +
          usage.cacheRead * price.cachedMilli +
          usage.output * price.outputMilli;
        const tokens = charge(price, usage);
        expect(Number.isSafeInteger(tokens)).toBe(true);
        expect(tokens * 1000).toBeGreaterThanOrEqual(exact);
        expect((tokens - 1) * 1000).toBeLessThan(exact || 1);
      }),
    );
  });

  it('never falls when more is used', () => {
    fc.assert(
      fc.property(rates, usages, counts, (price, usage, more) => {
        const least = charge(price, usage);
        for (const part of ['inputUncached', 'cacheRead', 'cacheWrite', 'output'] as const) {
          const raised = { ...usage, [part]: usage[part] + more };
          expect(charge(price, raised)).toBeGreaterThanOrEqual(least);
        }
      }),
    );
  });

  it('costs no more in one answer than in two', () => {
    fc.assert(
      fc.property(rates, usages, usages, (price, a, b) => {
        const both = {
          inputUncached: a.inputUncached + b.inputUncached,
          cacheRead: a.cacheRead + b.cacheRead,
          cacheWrite: a.cacheWrite + b.cacheWrite,
          output: a.output + b.output,
        };
        expect(charge(price, both)).toBeLessThanOrEqual(charge(price, a) + charge(price, b));
      }),
    );
  });

  it('stays a safe, positive number at counts beyond all reason', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const usage = { inputUncached: most, cacheRead: most, cacheWrite: most, output: most };
    expect(charge({ inputMilli: 1e9, cachedMilli: 1e9, outputMilli: 1e9 }, usage)).toBe(most);
  });
});

/** Rates as an operator writes them. */
function rate(input: number, cached: number, output: number): Rates {
  return {
    inputMilli: Math.round(input * 1000),
    cachedMilli: Math.round(cached * 1000),
    outputMilli: Math.round(output * 1000),
  };
}
