import type { ChatEvent, MessagesAnswer } from '@prome-dify/contracts';
import type { Failure } from '../../../core/http/failure';

/** Everything that can happen to a conversation: the API's events, and what its reader does. */
export type ThreadAction =
  /** The newest messages of the branch arrived; what they do not go on from is not shown any more. */
  | { readonly kind: 'loaded'; readonly answer: MessagesAnswer }
  /** Older messages arrived; they go before what is shown. */
  | { readonly kind: 'olderLoaded'; readonly answer: MessagesAnswer }
  /**
   * The user sends `text`; `key` tells this send from all others. `instead` is the key of the turn
   * of which it makes another version: of an answer without a new question.
   */
  | {
      readonly kind: 'send';
      readonly key: string;
      readonly text: string;
      readonly instead?: string | undefined;
    }
  /** An answer that runs already is read from its beginning. */
  | { readonly kind: 'attach'; readonly generationId: string }
  /** The answer's stream is open, for the first time or again. */
  | { readonly kind: 'accepted'; readonly generationId: string | null }
  | { readonly kind: 'event'; readonly event: ChatEvent }
  | { readonly kind: 'reconnecting' }
  | { readonly kind: 'stopping' }
  /** The Stop did not reach the server: the answer goes on. */
  | { readonly kind: 'stopFailed' }
  /** The stream ended without a last event, and cannot be resumed. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Takes back the last send, which the server never accepted. */
  | { readonly kind: 'withdraw' };
