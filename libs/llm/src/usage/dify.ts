import { members } from '../json';
import type { TokenUsage } from '../port';
import { classes } from './classes';

/** Two counts of which not both are zero: Dify writes zeros where it does not know. */
function counted(prompt: unknown, output: unknown): TokenUsage | undefined {
  if (typeof prompt !== 'number' || typeof output !== 'number') return undefined;
  if (prompt === 0 && output === 0) return undefined;
  return classes({ inputUncached: prompt, cacheRead: 0, cacheWrite: 0, output });
}

/**
 * The `metadata.usage` of a Dify answer; its prices, texts in some currency, are not read.
 * Undefined when nothing was counted or it cannot be true.
 */
export function difyUsage(raw: unknown): TokenUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: output } = members(raw);
  return counted(prompt, output);
}

/** The usage in one row of Dify's `GET /messages`, for an answer that told none itself. */
export function difyMessageUsage(row: unknown): TokenUsage | undefined {
  const { message_tokens: prompt, answer_tokens: output } = members(row);
  return counted(prompt, output);
}

/**
 * The usage of a workflow of which only the sum is known (`total_tokens` of `workflow_finished`):
 * the answer is `answerTokens` of it by our own count, at most all; the rest was input.
 */
export function difyTotalUsage(total: unknown, answerTokens: number): TokenUsage | undefined {
  if (typeof total !== 'number') return undefined;
  const output = Math.min(total, answerTokens);
  return counted(total - output, output);
}
