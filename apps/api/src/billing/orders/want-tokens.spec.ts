import fc from 'fast-check';
import type { TokenFacts } from './want-tokens';
import { wantTokens } from './want-tokens';

const paid = (change: Partial<TokenFacts> = {}): TokenFacts => ({
  tokens: 1000,
  amount: 999,
  state: 'paid',
  refundedAmount: 0,
  disputeState: 'none',
  ...change,
});

describe('wantTokens', () => {
  it.each(['created', 'open', 'processing', 'failed', 'expired', 'review'] as const)(
    'wants nothing of an order that is %s',
    (state) => {
      expect(wantTokens(paid({ state }))).toBe(0);
    },
  );

  it.each([
    [0, 1000],
    [1, 999],
    [333, 667],
    [998, 2],
    [999, 0],
    [5000, 0],
  ])('of 999 cents paid and %i refunded leaves %i tokens', (refundedAmount, tokens) => {
    expect(wantTokens(paid({ refundedAmount }))).toBe(tokens);
  });

  it.each([
    ['none', 1000],
    ['open', 1000],
    ['withdrawn', 0],
    ['lost', 0],
    ['won', 1000],
  ] as const)('during a dispute that is %s leaves %i tokens', (disputeState, tokens) => {
    expect(wantTokens(paid({ disputeState }))).toBe(tokens);
  });

  it('stays whole, within what was bought, and never grows with a refund', () => {
    const money = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(money, money, fc.tuple(money, money), (tokens, amount, refunds) => {
        const [less, more] = refunds.toSorted((a, b) => a - b);
        const first = wantTokens(paid({ tokens, amount, refundedAmount: less ?? 0 }));
        const second = wantTokens(paid({ tokens, amount, refundedAmount: more ?? 0 }));
        expect(Number.isSafeInteger(first)).toBe(true);
        expect(first).toBeGreaterThanOrEqual(second);
        expect(second).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(tokens);
      }),
    );
  });
});
