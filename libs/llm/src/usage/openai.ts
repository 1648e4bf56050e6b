import { members } from '../json';
import type { TokenUsage } from '../port';
import { classes, count } from './classes';

/** What of the prompt came from the provider's cache: OpenAI's name for it, else DeepSeek's. */
function cachedOf(raw: unknown): number {
  const { prompt_tokens_details: details } = members(raw);
  const cached = count(details, 'cached_tokens');
  return cached === 0 ? count(raw, 'prompt_cache_hit_tokens') : cached;
}

/**
 * Tokens of the answer, thinking included. That is `completion_tokens`, but xAI leaves the
 * thinking out of it, which its own total shows.
 */
function outputOf(raw: unknown, prompt: number, reasoning: number): number {
  const completion = count(raw, 'completion_tokens');
  const apart = reasoning > 0 && count(raw, 'total_tokens') === prompt + completion + reasoning;
  return apart ? completion + reasoning : completion;
}

/**
 * The `usage` of the chat completions protocol: what was cached is part of `prompt_tokens` there,
 * thinking part of `completion_tokens`. Undefined when it is none or cannot be true. A total that
 * is more than its parts adds nothing: providers disagree on what it holds.
 */
export function openAiUsage(raw: unknown): TokenUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: completion, ...rest } = members(raw);
  if (typeof prompt !== 'number' || typeof completion !== 'number') return undefined;
  const cacheRead = cachedOf(raw);
  const cacheWrite = count(rest['prompt_tokens_details'], 'cache_write_tokens');
  const reasoning = count(rest['completion_tokens_details'], 'reasoning_tokens');
  return classes({
    inputUncached: prompt - cacheRead - cacheWrite,
    cacheRead,
    cacheWrite,
    output: outputOf(raw, prompt, reasoning),
    reasoning,
  });
}
