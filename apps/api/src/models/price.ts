import type { TokenUsage } from '@prome-dify/llm';

/** Prices in thousandths of a balance token per upstream token; whole numbers, not negative. */
export interface Rates {
  readonly inputMilli: number;
  readonly cachedMilli: number;
  readonly outputMilli: number;
}

const MILLI = 1000n;
const CHARGE_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Balance tokens for one answer: every class times its rate, summed exactly and rounded up once.
 * Writing to the provider's cache is priced as input. Counts and rates are safe whole numbers, not
 * negative; a charge beyond all safe numbers is the largest of them.
 */
export function charge(rates: Rates, usage: TokenUsage): number {
  const sum =
    (BigInt(usage.inputUncached) + BigInt(usage.cacheWrite)) * BigInt(rates.inputMilli) +
    BigInt(usage.cacheRead) * BigInt(rates.cachedMilli) +
    BigInt(usage.output) * BigInt(rates.outputMilli);
  const tokens = (sum + MILLI - 1n) / MILLI;
  return tokens > CHARGE_MAX ? Number.MAX_SAFE_INTEGER : Number(tokens);
}
