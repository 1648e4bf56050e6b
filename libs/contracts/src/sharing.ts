import type { MessageRole, MessageStatus } from './chat';
import type { Page } from './page';

/**
 * Answer of `POST /api/conversations/:id/share`, the same until the link is revoked, and of `PUT`,
 * which brings what it shows up to date.
 */
export interface ShareAnswer {
  /** Whoever has it reads the conversation: at `/shared/<token>`, or `GET /api/shared/:token`. */
  readonly token: string;
  readonly createdAt: string;
  /** When the conversation was as the link shows it. */
  readonly updatedAt: string;
  /** Whether the conversation has gone on, or has another title, since then. */
  readonly outdated: boolean;
}

/** A message as strangers see it. */
export interface SharedMessage {
  readonly role: MessageRole;
  readonly content: string;
  readonly status: MessageStatus;
}

/** Answer of `GET /api/shared/:token`: oldest first; `nextCursor` leads to older ones. */
export interface SharedConversation extends Page {
  readonly title: string;
  readonly updatedAt: string;
  readonly messages: readonly SharedMessage[];
}
