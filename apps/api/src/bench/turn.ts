import { uuidv7 } from 'uuidv7';

/** What one answer of the benchmark holds and costs, in tokens. */
export const HELD = 400;
export const USED = 200;
export const LEASE_MS = 30_000;

/** What each user has at the beginning: enough for a night of answers. */
export const BALANCE = 1_000_000_000;

/** A receipt with every line that a chat writes; its price is what was used. */
export const RECEIPT = {
  type: 'chat',
  conversationId: uuidv7(),
  messageId: uuidv7(),
  generationId: uuidv7(),
  model: 'demo',
  promptTokens: 100,
  cachedTokens: 0,
  completionTokens: 50,
  inputRateMilli: 1000,
  cachedRateMilli: 1000,
  outputRateMilli: 2000,
  source: 'provider',
} as const;
