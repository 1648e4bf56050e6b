import type { LanguageModelV4Usage } from '@ai-sdk/provider';
import type { TokenUsage } from '../port';
import { classes } from './classes';

/**
 * The usage that a package of the AI SDK gives, whose classes are disjoint already; thinking is
 * part of the output. Undefined when input or output is missing, or when it cannot be true.
 */
export function aiSdkUsage({
  inputTokens: input,
  outputTokens: output,
}: LanguageModelV4Usage): TokenUsage | undefined {
  const { cacheRead = 0, cacheWrite = 0 } = input;
  return classes({
    inputUncached: input.noCache ?? (input.total ?? NaN) - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: output.total ?? NaN,
    reasoning: output.reasoning ?? 0,
  });
}
