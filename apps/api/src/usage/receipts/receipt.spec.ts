import { SEED, tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import type { ChargedAnswer } from './receipt';
import { receiptOf } from './receipt';

const answer: ChargedAnswer = {
  id: 'entry',
  messageId: 'message',
  conversationId: 'conversation',
  model: 'small',
  source: 'provider',
  tokensUsed: 25,
  balanceAfter: 975,
  creditedBack: 0,
  promptTokens: 12,
  cachedTokens: 4,
  completionTokens: 15,
  inputRateMilli: 1_250,
  cachedRateMilli: 125,
  outputRateMilli: 1_000,
  createdAt: Date.UTC(2026, 0, 2),
};

describe('the receipt of an answer', () => {
  it('shows each class of tokens with its price, and how they add up', () => {
    expect(receiptOf(answer)).toEqual({
      messageId: 'message',
      conversationId: 'conversation',
      model: 'small',
      source: 'provider',
      lines: [
        { class: 'input', tokens: 8, rate: 1.25, amount: 10 },
        { class: 'cached_input', tokens: 4, rate: 0.125, amount: 0.5 },
        { class: 'output', tokens: 15, rate: 1, amount: 15 },
      ],
      total: 25.5,
      charge: 25,
      creditedBack: 0,
      balanceAfter: 975,
      entryId: 'entry',
      createdAt: '2026-01-02T00:00:00.000Z',
    });
  });

  it('has no line for cached tokens where there were none', () => {
    const { lines } = receiptOf({ ...answer, cachedTokens: 0 });
    expect(lines.map((line) => line.class)).toEqual(['input', 'output']);
  });

  it(`adds up exactly, whatever the rates (seed ${SEED})`, () => {
    const tokens = fc.integer({ min: 0, max: 200_000 });
    const rate = fc.integer({ min: 0, max: 60_000 });
    const rates = fc.record({ inputMilli: rate, cachedMilli: rate, outputMilli: rate });
    fc.assert(
      fc.property(tokens, tokens, tokens, rates, (uncached, cached, output, prices) => {
        const { total } = receiptOf({
          ...answer,
          promptTokens: uncached + cached,
          cachedTokens: cached,
          completionTokens: output,
          inputRateMilli: prices.inputMilli,
          cachedRateMilli: prices.cachedMilli,
          outputRateMilli: prices.outputMilli,
        });
        const exact =
          BigInt(uncached) * BigInt(prices.inputMilli) +
          BigInt(cached) * BigInt(prices.cachedMilli) +
          BigInt(output) * BigInt(prices.outputMilli);
        expect(BigInt(Math.ceil(total))).toBe((exact + 999n) / 1000n);
      }),
      tries(),
    );
  });
});
