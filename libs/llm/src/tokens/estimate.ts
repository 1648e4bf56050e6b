import type { ModelMessage } from '../port';
import { loadTokenizer, type CountTokens } from './tokenizer';

/** What each message costs beside its text (its role and its frame), as OpenAI counts. */
const PER_MESSAGE = 4;
/** What beginning the answer costs. */
const PER_PROMPT = 3;

/** Counts tokens without waiting; made by `warmUpTokenizer`. */
export interface TokenEstimator {
  /** Tokens of one text; 0 for the empty one. */
  readonly text: (text: string) => number;
  /** Tokens of a whole prompt: every text, the frame of each message and of the answer. */
  readonly prompt: (messages: readonly ModelMessage[]) => number;
}

function estimator(count: CountTokens): TokenEstimator {
  return {
    text: count,
    prompt: (messages) =>
      messages.reduce((sum, { content }) => sum + PER_MESSAGE + count(content), PER_PROMPT),
  };
}

/**
 * Loads the tokenizer, so that no request has to wait for it, and gives the estimator whose
 * functions answer at once.
 */
export async function warmUpTokenizer(): Promise<TokenEstimator> {
  return estimator(await loadTokenizer());
}

/** Our own count of the tokens of `text`: exact for OpenAI's models, close for others. */
export async function estimateTokens(text: string): Promise<number> {
  return (await warmUpTokenizer()).text(text);
}

/** Our own count of the tokens that a prompt of these messages has upstream. */
export async function estimatePrompt(messages: readonly ModelMessage[]): Promise<number> {
  return (await warmUpTokenizer()).prompt(messages);
}
