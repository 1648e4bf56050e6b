import type { SessionView, UserView } from './auth';
import type { EntryView, PurchaseView, UsageView } from './billing';
import type { ConversationExport } from './chat';

/** A conversation with all its messages, oldest first. */
export interface ExportedConversation extends ConversationExport {
  /** When its owner deleted it; it is hidden since. */
  readonly deletedAt?: string;
}

/** Answer of `GET /api/account/export`: everything that is kept about its owner. */
export interface AccountExport {
  readonly exportedAt: string;
  readonly profile: UserView;
  /** Those that go on. */
  readonly sessions: readonly SessionView[];
  readonly conversations: readonly ExportedConversation[];
  /** Newest first, as are the other two. */
  readonly purchases: readonly PurchaseView[];
  readonly usage: readonly UsageView[];
  readonly ledger: readonly EntryView[];
}
