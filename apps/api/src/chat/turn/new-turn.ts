import type { Turn } from '../generation/turn';
import type { Place } from './places';

/** A turn that is about to be admitted, with what only its rows need. */
export interface NewTurn extends Omit<Turn, 'holdId' | 'messages'> {
  readonly place: Place;
  readonly userMessageId: string;
  readonly messageTokens: number;
  readonly title: string;
  /** Unique over all requests: the user's own key, or the generation. */
  readonly requestKey: string;
  /** Fingerprint of the body, so that a key cannot be used for another one. */
  readonly requestHash: string;
  readonly now: number;
}
