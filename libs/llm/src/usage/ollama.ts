import { members } from '../json';
import type { TokenUsage } from '../port';
import { classes, count } from './classes';

/**
 * The usage in the last line (`done: true`) of Ollama's own protocol. A count that is absent is
 * not zero: servers leave it out when the prompt came from their cache. Undefined when one is
 * absent or cannot be true. What was cached is part of `prompt_eval_count`.
 */
export function ollamaUsage(line: unknown): TokenUsage | undefined {
  const { prompt_eval_count: prompt, eval_count: output } = members(line);
  if (typeof prompt !== 'number' || typeof output !== 'number') return undefined;
  const cacheRead = count(line, 'prompt_eval_cached_count');
  return classes({ inputUncached: prompt - cacheRead, cacheRead, cacheWrite: 0, output });
}
