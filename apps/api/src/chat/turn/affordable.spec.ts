import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import { affordableCeiling, priceOf } from './affordable';

const rate = fc.oneof(fc.constant(1000), fc.nat(20_000));
const cases = fc.record({
  rates: fc.record({ inputMilli: rate, cachedMilli: rate, outputMilli: rate }),
  prompt: fc.nat(5_000),
  wanted: fc.integer({ min: 1, max: 5_000 }),
  available: fc.oneof(fc.nat(200), fc.nat(50_000), fc.integer({ min: -5, max: 3 })),
});
const ONE_TO_ONE = { inputMilli: 1000, cachedMilli: 1000, outputMilli: 1000 };

describe('affordableCeiling', () => {
  it(`is the longest answer that the balance pays for (seed ${SEED})`, () => {
    fc.assert(
      fc.property(cases, ({ rates, prompt, wanted, available }) => {
        const shortest = Math.min(16, wanted);
        const ceiling = affordableCeiling(rates, prompt, wanted, available);
        if (!ceiling) {
          expect(available < 1 || priceOf(rates, prompt, shortest) > available).toBe(true);
          return;
        }
        const { amount, maxOutputTokens } = ceiling;
        expect(amount).toBeGreaterThanOrEqual(1);
        expect(amount).toBeLessThanOrEqual(available);
        expect(priceOf(rates, prompt, maxOutputTokens)).toBeLessThanOrEqual(amount);
        expect(maxOutputTokens).toBeGreaterThanOrEqual(shortest);
        expect(maxOutputTokens).toBeLessThanOrEqual(wanted);
        const oneMore = priceOf(rates, prompt, maxOutputTokens + 1);
        expect(maxOutputTokens === wanted || oneMore > available).toBe(true);
      }),
      tries(2_000),
    );
  });

  it.each([
    [1000, { amount: 1000, maxOutputTokens: 990 }],
    [1034, { amount: 1034, maxOutputTokens: 1024 }],
    [9999, { amount: 1034, maxOutputTokens: 1024 }],
    [26, { amount: 26, maxOutputTokens: 16 }],
    [25, undefined],
    [0, undefined],
  ])('of a prompt of 10 with %d available', (available, expected) => {
    expect(affordableCeiling(ONE_TO_ONE, 10, 1024, available)).toEqual(expected);
  });

  it('holds one token for a model that costs nothing, and wants that token to be there', () => {
    const free = { inputMilli: 0, cachedMilli: 0, outputMilli: 0 };
    expect(affordableCeiling(free, 10, 1024, 1)).toEqual({ amount: 1, maxOutputTokens: 1024 });
    expect(affordableCeiling(free, 10, 1024, 0)).toBeUndefined();
  });

  it('is found at once, also for models with very long answers', () => {
    const started = performance.now();
    for (let balance = 0; balance < 1_000; balance += 1) {
      affordableCeiling(ONE_TO_ONE, 100, 10_000_000, 7_919 * balance);
    }
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('priceOf', () => {
  it('rounds up once, over the whole answer', () => {
    const thirds = { inputMilli: 333, cachedMilli: 333, outputMilli: 333 };
    expect(priceOf(thirds, 1, 1)).toBe(1);
    expect(priceOf(thirds, 1, 3)).toBe(2);
    expect(priceOf(thirds, 0, 0)).toBe(0);
  });
});
