import type { Rates } from '../../models';
import { charge } from '../../models';

/** Answers shorter than this are not worth starting. */
const OUTPUT_MIN = 16;

/** What a turn may cost: `amount` is held, `maxOutputTokens` is sent upstream as the cap. */
export interface Ceiling {
  readonly amount: number;
  readonly maxOutputTokens: number;
}

/**
 * The most that a prompt and an answer of so many tokens cost, by the function that bills: it may
 * all come from the provider's cache or nothing of it, whichever is dearer.
 */
export function priceOf(rates: Rates, promptTokens: number, outputTokens: number): number {
  const { inputMilli, cachedMilli } = rates;
  return priceAt(Math.max(inputMilli, cachedMilli), rates, promptTokens, outputTokens);
}

/** The least that a prompt and an answer of one token cost. */
export function leastPriceOf(rates: Rates, promptTokens: number): number {
  return priceAt(Math.min(rates.inputMilli, rates.cachedMilli), rates, promptTokens, 1);
}

function priceAt(inputMilli: number, rates: Rates, input: number, output: number): number {
  const usage = { inputUncached: input, cacheRead: 0, cacheWrite: 0, output };
  return charge({ ...rates, inputMilli }, usage);
}

/**
 * The longest answer that `available` tokens can pay for, up to `wanted` upstream tokens, and its
 * price with the prompt; `undefined` when not even a short answer is affordable.
 */
export function affordableCeiling(
  rates: Rates,
  promptTokens: number,
  wanted: number,
  available: number,
): Ceiling | undefined {
  const shortest = Math.min(OUTPUT_MIN, wanted);
  if (priceOf(rates, promptTokens, shortest) > available || available < 1) return undefined;
  let low = shortest;
  let high = wanted;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (priceOf(rates, promptTokens, middle) <= available) low = middle;
    else high = middle - 1;
  }
  // A model that costs nothing still needs a hold to hang on, and a hold is at least one token.
  return { amount: Math.max(1, priceOf(rates, promptTokens, low)), maxOutputTokens: low };
}
