import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { Turn } from '../data-access/thread-state';

/** What an answer took, for its footer: "25 tokens used (10 prompt + 15 answer)". `''` when unknown. */
export function answerCost({ usage, tokens }: Pick<Turn, 'usage' | 'tokens'>): string {
  if (!usage) return tokens === null ? '' : formatTokens(tokens);
  const used = `${usage.source === 'estimated' ? 'about ' : ''}${formatTokens(usage.tokensUsed)}`;
  return `${used} used (${formatCount(usage.promptTokens)} prompt + ${formatCount(usage.completionTokens)} answer)`;
}
