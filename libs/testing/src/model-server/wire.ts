import { frame } from '../scripted-http';

/** What the scripts send: the words of the OpenAI chat completions protocol, nothing checked. */

/** Counts of one answer as an upstream reports them. */
export interface WireUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details?: Readonly<Record<string, number>>;
  readonly completion_tokens_details?: Readonly<Record<string, number>>;
}

/** A usage whose total is right. */
export function wireUsage(prompt: number, completion: number): WireUsage {
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}

/** One `chat.completion.chunk`; `members` are added and may replace what is there. */
export function wireChunk(members: object): object {
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_750_000_000,
    model: 'scripted',
    ...members,
  };
}

/** The chunk that carries a piece of the answer, or any other `delta`. */
export function deltaChunk(delta: unknown, finishReason: string | null = null): object {
  return wireChunk({ choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

/** The chunk that carries the counts: its choices are empty. */
export function usageChunk(usage: unknown): object {
  return wireChunk({ choices: [], usage });
}

export const DONE = frame('[DONE]');
