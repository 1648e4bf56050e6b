import { members, type Members } from '../json';
import type { TokenUsage } from '../port';
import { classes, count } from './classes';

/** What the payloads say together: a later one overwrites what it names, and adds up nothing. */
function latest(payloads: readonly unknown[]): Members {
  const named = payloads.flatMap((payload) => Object.entries(members(payload)));
  return Object.fromEntries(named.filter(([, value]) => value !== undefined && value !== null));
}

/**
 * The usage of Anthropic's Messages protocol: that of `message_start` and those of every
 * `message_delta` after it, in order. Its input classes are disjoint already; `output_tokens`
 * includes thinking and stands for the whole message so far. After an abort the output is what
 * the last payload knew, so `message_start` alone says about 1. Undefined when input or output is
 * missing, or when it cannot be true.
 */
export function anthropicUsage(payloads: readonly unknown[]): TokenUsage | undefined {
  const usage = latest(payloads);
  const { input_tokens: input, output_tokens: output } = usage;
  if (typeof input !== 'number' || typeof output !== 'number') return undefined;
  return classes({
    inputUncached: input,
    cacheRead: count(usage, 'cache_read_input_tokens'),
    cacheWrite: count(usage, 'cache_creation_input_tokens'),
    output,
  });
}
