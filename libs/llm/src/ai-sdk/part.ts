import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { members, text } from '../json';
import type { EndReason, PromptUsage } from '../port';
import { UpstreamFailure } from '../upstream/failure';
import type { Piece } from '../upstream/piece';
import { statusFailure } from '../upstream/status';
import { aiSdkUsage } from '../usage/ai-sdk';
import { anthropicUsage } from '../usage/anthropic';

type Custom = Extract<LanguageModelV4StreamPart, { type: 'custom' }>;
type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;

const REASONS: Readonly<Record<string, EndReason>> = {
  length: 'length',
  'content-filter': 'refusal',
};

/** The status that an error of the AI SDK speaks of; undefined when it speaks of none. */
export function statusOf(error: unknown): number | undefined {
  const status = Number(members(error)['statusCode']);
  return status >= 400 && status <= 599 ? status : undefined;
}

/**
 * The failure in an error part; undefined for an event that is none of the protocol's, which may be
 * a later invention of the vendor's. Its text stays here.
 */
function failureOf(error: unknown): UpstreamFailure | undefined {
  const name = text(members(error)['name']);
  if (name === 'AI_TypeValidationError') return undefined;
  if (name === 'AI_JSONParseError') return new UpstreamFailure('garbled');
  const status = statusOf(error);
  return status === undefined ? new UpstreamFailure('reported') : statusFailure(status);
}

/** A stream that was cut off also ends with a `finish` part, which says no more than that. */
function readFinish({ finishReason: { unified }, usage }: Finish): Piece | undefined {
  if (unified === 'error') throw new UpstreamFailure('reported');
  if (unified === 'interrupted') return undefined;
  return { usage: aiSdkUsage(usage), reason: REASONS[unified] ?? 'stop', last: true };
}

/**
 * What the prompt took, which Anthropic says first of all; its count of the answer is only a
 * beginning then.
 */
function promptOf({ kind, providerMetadata }: Custom): PromptUsage | undefined {
  if (kind !== 'anthropic.message_start') return undefined;
  const usage = anthropicUsage([members(providerMetadata?.['anthropic'])['usage']]);
  if (!usage) return undefined;
  const { inputUncached, cacheRead, cacheWrite } = usage;
  return { inputUncached, cacheRead, cacheWrite };
}

/**
 * Reads one part of an answer; undefined where it is no part of a chat. Throws an UpstreamFailure
 * when it is an error.
 */
export function readPart(part: LanguageModelV4StreamPart): Piece | undefined {
  if (part.type === 'text-delta') return { text: part.delta };
  if (part.type === 'reasoning-delta') return { reasoning: part.delta };
  if (part.type === 'custom') return { prompt: promptOf(part) };
  if (part.type === 'finish') return readFinish(part);
  const failure = part.type === 'error' ? failureOf(part.error) : undefined;
  if (failure) throw failure;
  return undefined;
}
