import type { MessageStatus, UsageSource } from '@prome-dify/contracts';
import type { PromptUsage, TokenUsage } from '@prome-dify/llm';

/** What an answer is charged for, in upstream tokens. */
export interface BillableUsage {
  readonly usage: TokenUsage;
  readonly source: UsageSource;
}

/** What became of an answer, however it ended. */
export interface Delivered {
  readonly text: string;
  /** Upstream tokens of the prompt, by our own count. */
  readonly promptTokens: number;
  /** The provider's last figures, if it gave any. */
  readonly reported?: TokenUsage;
  /** The provider's figures of the prompt alone, which stand where there are no others. */
  readonly prompt?: PromptUsage;
  readonly status: Exclude<MessageStatus, 'streaming'>;
}

const NOTHING: TokenUsage = { inputUncached: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/**
 * The one rule for every end of an answer (finished, stopped, failed, crashed). An answer that
 * failed before its first word costs nothing. Else the provider's figures count, unless they claim
 * that text cost nothing. Without figures we count ourselves, the prompt too unless the provider has
 * counted that; and where nothing was delivered
 * either, nothing is charged.
 */
export function billableUsage(
  { text, promptTokens, reported, prompt, status }: Delivered,
  countTokens: (text: string) => number,
): BillableUsage {
  const failed = status === 'failed' || status === 'interrupted';
  if (text === '' && (failed || !reported)) return { usage: NOTHING, source: 'estimated' };
  if (reported && (text === '' || reported.output > 0)) {
    return { usage: reported, source: 'provider' };
  }
  return {
    usage: {
      ...NOTHING,
      ...(prompt ?? { inputUncached: promptTokens }),
      output: countTokens(text),
    },
    source: 'estimated',
  };
}

/** All upstream tokens of the prompt. */
export function promptTokensOf({ inputUncached, cacheRead, cacheWrite }: TokenUsage): number {
  return inputUncached + cacheRead + cacheWrite;
}
