import type { LengthBound } from './chat-events';
import type { Page } from './page';

/** Body of `POST /api/chat` and `POST /api/chat/quote`. */
export interface ChatRequest {
  /** Absent only where an answer is regenerated. */
  readonly message?: string;
  /** Continue this conversation; absent starts a new one. */
  readonly conversationId?: string;
  /** An id of `GET /api/models`; absent takes the default. */
  readonly model?: string;
  /**
   * The answer that the message follows, `null` where it is a first one: another version of the
   * question that is there. Absent goes on with the branch that is shown.
   */
  readonly parentId?: string | null;
  /** The answer of which another version is wanted, in place of a `message`. */
  readonly regenerate?: string;
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
  /** Stays on top of the list. */
  readonly pinned: boolean;
  /** Listed only where archived ones are asked for. */
  readonly archived: boolean;
  /** Whether there is a link by which everybody may read it. */
  readonly shared: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Answer of `GET /api/conversations`, pinned ones first, then by newest activity. */
export interface ConversationsAnswer extends Page {
  readonly conversations: readonly ConversationView[];
}

/** Body of `PATCH /api/conversations/:id`: at least one of them. */
export interface ConversationPatch {
  readonly title?: string;
  readonly pinned?: boolean;
  readonly archived?: boolean;
  /** Shows the branch that this message is on, to its newest end. */
  readonly activeMessageId?: string;
}

export type MessageRole = 'user' | 'assistant';

/** `streaming` only while a generation runs; every other state is final. */
export type MessageStatus = 'complete' | 'streaming' | 'stopped' | 'interrupted' | 'failed';

/** Where a message stands among those with the same parent, oldest first. */
export interface MessageVersion {
  /** From 1 to `count`. */
  readonly number: number;
  readonly count: number;
  readonly previousId: string | null;
  readonly nextId: string | null;
}

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
  /** What was said about the answer, if anything. */
  readonly feedback?: MessageFeedback;
  /** The message that this one follows; `null` for a first one. */
  readonly parentId: string | null;
  /** Only where there are other versions. */
  readonly version?: MessageVersion;
  readonly createdAt: string;
}

export type FeedbackRating = 'up' | 'down';

/** What somebody thinks of an answer. */
export interface MessageFeedback {
  readonly rating: FeedbackRating;
  readonly comment?: string;
}

/** Body of `PUT /api/messages/:id/feedback`; `rating: null` takes it back. */
export interface FeedbackRequest {
  readonly rating: FeedbackRating | null;
  readonly comment?: string;
}

/** Answer of `PUT /api/messages/:id/feedback`: what is kept of it. */
export interface FeedbackAnswer {
  readonly rating: FeedbackRating | null;
  readonly comment: string | null;
}

/** Answer of `GET /api/conversations/:id/messages`, of the branch that is shown: oldest first; `nextCursor` leads to older ones. */
export interface MessagesAnswer extends Page {
  readonly messages: readonly MessageView[];
}

/** Answer of `POST /api/chat/:generationId/stop`. */
export interface StopAnswer {
  readonly generationId: string;
  /** State after the call; the same when called again. */
  readonly status: MessageStatus;
}

/** A piece of a text; `marked` where it is what was looked for. */
export interface SnippetPart {
  readonly text: string;
  readonly marked: boolean;
}

/** A message, or the title of a conversation, with the words that were looked for. */
export interface SearchHit {
  readonly conversationId: string;
  readonly title: string;
  /** `null` when it is the title that was found. */
  readonly messageId: string | null;
  readonly role: MessageRole | null;
  readonly snippet: readonly SnippetPart[];
  readonly createdAt: string;
}

/** Answer of `GET /api/conversations/search`, newest first. */
export interface SearchAnswer extends Page {
  readonly hits: readonly SearchHit[];
}

/** Answer of `GET /api/conversations/:id/export?format=json`: the whole branch that is shown. */
export interface ConversationExport {
  readonly conversation: ConversationView;
  readonly messages: readonly MessageView[];
}
