import type {
  ChatRequest,
  LengthBound,
  MessageFeedback,
  MessageRole,
  MessageStatus,
  MessageVersion,
  UsageEvent,
} from '@prome-dify/contracts';
import type { Failure } from '../../../core/http/failure';

/** One message on the screen. */
export interface Turn {
  /** Stays the same while the turn is on the screen. */
  readonly key: string;
  /** The API's id; `null` until it is known. */
  readonly id: string | null;
  readonly parentId: string | null;
  /** Only where there are other versions. */
  readonly version: MessageVersion | null;
  readonly role: MessageRole;
  readonly content: string;
  readonly status: MessageStatus;
  /** Tokens that the turn took; `null` until they are known. */
  readonly tokens: number | null;
  /** What the answer cost in detail; only for answers that streamed in while we watched. */
  readonly usage: UsageEvent['data'] | null;
  readonly model: string | null;
  /** What the answer could not go beyond, when that ended it. */
  readonly cutOff: LengthBound | null;
  readonly failure: Failure | null;
  /** What was thought of the answer when it was loaded. */
  readonly feedback: MessageFeedback | null;
}

/**
 * `sending` until the server accepts, then `streaming`; `reconnecting` while the connection is broken;
 * `stopping` from the user's Stop until the answer has ended.
 */
export type ThreadPhase = 'idle' | 'sending' | 'streaming' | 'reconnecting' | 'stopping';

/** A send that the server has not accepted. */
export interface Unsent {
  /** Where its turns begin. */
  readonly from: number;
  /** The turns that were there, and come back when it is given up. */
  readonly aside: readonly Turn[];
}

/** One conversation as the screen shows it. */
export interface ThreadState {
  /** `null` until the first answer of a new conversation begins. */
  readonly conversationId: string | null;
  readonly turns: readonly Turn[];
  readonly phase: ThreadPhase;
  readonly unsent: Unsent | null;
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
    unsent: null,
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
  status: MessageStatus,
): Turn {
  return {
    key,
    id: null,
    parentId: null,
    version: null,
    role,
    content,
    status,
    tokens: null,
    usage: null,
    model: null,
    cutOff: null,
    failure: null,
    feedback: null,
  };
}

/** What a request says to get another version of a turn; nothing to go on with the conversation. */
export function placeOf(turn: Turn | undefined): Pick<ChatRequest, 'parentId' | 'regenerate'> {
  if (turn === undefined) return {};
  return turn.role === 'user' ? { parentId: turn.parentId } : { regenerate: turn.id ?? '' };
}
