import type { LengthBound, MessageRole, MessageStatus, UsageEvent } from '@prome-dify/contracts';
import type { Failure } from '../../../core/http/failure';

/** `unsent`: a message of the user that the server has not accepted. */
export type TurnStatus = MessageStatus | 'unsent';

/** One message on the screen. */
export interface Turn {
  /** Stays the same while the turn is on the screen. */
  readonly key: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly status: TurnStatus;
  /** Tokens that the turn took; `null` until they are known. */
  readonly tokens: number | null;
  /** What the answer cost in detail; only for answers that streamed in while we watched. */
  readonly usage: UsageEvent['data'] | null;
  readonly model: string | null;
  /** What the answer could not go beyond, when that ended it. */
  readonly cutOff: LengthBound | null;
  readonly failure: Failure | null;
}

/**
 * `sending` until the server accepts, then `streaming`; `reconnecting` while the connection is broken;
 * `stopping` from the user's Stop until the answer has ended.
 */
export type ThreadPhase = 'idle' | 'sending' | 'streaming' | 'reconnecting' | 'stopping';

/** One conversation as the screen shows it. */
export interface ThreadState {
  /** `null` until the first answer of a new conversation begins. */
  readonly conversationId: string | null;
  readonly turns: readonly Turn[];
  readonly phase: ThreadPhase;
  /** The running generation, once accepted. */
  readonly generationId: string | null;
  /** An answer is about to be told from its beginning again: its first piece replaces what is shown. */
  readonly replaying: boolean;
  /** Leads to older messages; `null` when there are none. */
  readonly olderCursor: string | null;
}

/** A conversation before anything is known of it. */
export function emptyThread(conversationId: string | null): ThreadState {
  return {
    conversationId,
    turns: [],
    phase: 'idle',
    generationId: null,
    replaying: false,
    olderCursor: null,
  };
}

/** A turn with nothing special about it. */
export function plainTurn(
  key: string,
  role: MessageRole,
  content: string,
  status: TurnStatus,
): Turn {
  return {
    key,
    role,
    content,
    status,
    tokens: null,
    usage: null,
    model: null,
    cutOff: null,
    failure: null,
  };
}
