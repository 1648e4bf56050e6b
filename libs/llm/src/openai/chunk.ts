import { members, text, type Members } from '../json';
import type { EndReason, TokenUsage } from '../port';
import { UpstreamFailure } from '../upstream/failure';
import type { Piece } from '../upstream/piece';
import { statusFailure } from '../upstream/status';
import { openAiUsage } from '../usage/openai';

/** A finish reason that we do not know ends the answer like `stop`. */
function endReason(value: unknown): EndReason | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (value === 'length') return 'length';
  return value === 'content_filter' ? 'refusal' : 'stop';
}

/** The error that an upstream puts in place of a chunk; its text stays here. */
function reportedFailure(error: unknown): UpstreamFailure {
  const { status, code } = members(error);
  const known = [status, code].map(Number).find((number) => number >= 400 && number <= 599);
  return known === undefined ? new UpstreamFailure('reported') : statusFailure(known);
}

/** The counts: beside the choices, or where Groq (`x_groq`) and Moonshot (the choice) put them. */
function usageOf({ usage, x_groq: groq }: Members, choice: Members): TokenUsage | undefined {
  return openAiUsage(usage ?? members(groq)['usage'] ?? choice['usage']);
}

/**
 * Reads one chunk, streamed (`delta`) or whole (`message`). Whatever has another shape than the
 * protocol's is passed over. Throws an UpstreamFailure when it is an error, or no object at all.
 */
export function readChunk(value: unknown): Piece {
  if (typeof value !== 'object' || value === null) throw new UpstreamFailure('garbled');
  const { choices, error, ...rest } = value as Members;
  if (error !== undefined && error !== null) throw reportedFailure(error);
  const choice = members(Array.isArray(choices) ? (choices as unknown[])[0] : undefined);
  const part = members(choice['delta'] ?? choice['message']);
  const refusal = text(part['refusal']);
  return {
    text: text(part['content']) + refusal,
    reasoning: text(part['reasoning_content']) || text(part['reasoning']),
    usage: usageOf(rest, choice),
    reason: endReason(choice['finish_reason']),
    refused: refusal !== '',
  };
}
