import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { Turn } from '../data-access/thread-state';

/** What an answer took, for its footer: "25 tokens used (10 prompt + 15 answer)". `''` when unknown. */
export function answerCost({ usage, tokens }: Pick<Turn, 'usage' | 'tokens'>): string {
  if (!usage) return tokens === null ? '' : formatTokens(tokens);
  const used = formatTokens(usage.tokensUsed);
  const prompt = formatCount(usage.promptTokens);
  const answer = formatCount(usage.completionTokens);
  return usage.source === 'estimated'
    ? $localize`:@@answer.about-used:about ${used}:used: used (${prompt}:prompt: prompt + ${answer}:answer: answer)`
    : $localize`:@@answer.used:${used}:used: used (${prompt}:prompt: prompt + ${answer}:answer: answer)`;
}
