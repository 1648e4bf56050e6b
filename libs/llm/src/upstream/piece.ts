import type { EventSourceMessage } from 'eventsource-parser';
import type { EndReason, PromptUsage, TokenUsage } from '../port';
import { UpstreamFailure } from './failure';

/** What one event of an upstream says about the answer; nothing is said by what is absent. */
export interface Piece {
  readonly text?: string;
  /** Whether `text` takes the place of all text so far. */
  readonly replaces?: boolean;
  readonly reasoning?: string;
  readonly prompt?: PromptUsage;
  readonly usage?: TokenUsage;
  readonly reason?: EndReason;
  /** Whether the text says that the model will not answer. */
  readonly refused?: boolean;
  /** Whether nothing that follows matters. */
  readonly last?: boolean;
}

/** An event that only says that the answer is over. */
export const END_MARK: Piece = { last: true };

/**
 * Reads one event of an upstream's protocol; undefined where it is no part of an answer. Throws an
 * UpstreamFailure when it is an error or cannot be read.
 */
export type ReadEvent = (message: EventSourceMessage) => Piece | undefined;

/** Throws an UpstreamFailure when `data` is no JSON. */
export function parseJson(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new UpstreamFailure('garbled');
  }
}
