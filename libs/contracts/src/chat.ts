import type { LengthBound } from './chat-events';
import type { Page } from './page';

/** Body of `POST /api/chat` and `POST /api/chat/quote`. */
export interface ChatRequest {
  readonly message: string;
  /** Continue this conversation; absent starts a new one. */
  readonly conversationId?: string;
  /** An id of `GET /api/models`; absent takes the default. */
  readonly model?: string;
}

/** Answer of `POST /api/chat/quote`, in balance tokens, made by the function that bills. */
export interface ChatQuote {
  readonly model: string;
  /** Upstream tokens of the prompt, by our own count. */
  readonly promptTokens: number;
  /** The least that an answer costs, when its prompt counts as we count it. */
  readonly minTokens: number;
  /** The most this answer can cost; so many tokens are held while it is generated. */
  readonly maxTokens: number;
  readonly balance: number;
  /** Whether the message could be sent now. */
  readonly affordable: boolean;
  /** What `maxTokens` comes from; when it is not affordable, what it is too much for. */
  readonly limitedBy: LengthBound;
}

export interface ConversationView {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Answer of `GET /api/conversations`, newest activity first. */
export interface ConversationsAnswer extends Page {
  readonly conversations: readonly ConversationView[];
}

/** Body of `PATCH /api/conversations/:id`. */
export interface ConversationPatch {
  readonly title: string;
}

export type MessageRole = 'user' | 'assistant';

/** `streaming` only while a generation runs; every other state is final. */
export type MessageStatus = 'complete' | 'streaming' | 'stopped' | 'interrupted' | 'failed';

export interface MessageView {
  readonly id: string;
  readonly conversationId: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly tokens: number;
  readonly status: MessageStatus;
  /** The running generation, to resume or stop it; only while `status` is `streaming`. */
  readonly generationId?: string;
  /** The model that answered; absent on the user's own messages. */
  readonly model?: string;
  readonly createdAt: string;
}

/** Answer of `GET /api/conversations/:id/messages`: oldest first; `nextCursor` leads to older ones. */
export interface MessagesAnswer extends Page {
  readonly messages: readonly MessageView[];
}

/** Answer of `POST /api/chat/:generationId/stop`. */
export interface StopAnswer {
  readonly generationId: string;
  /** State after the call; the same when called again. */
  readonly status: MessageStatus;
}
