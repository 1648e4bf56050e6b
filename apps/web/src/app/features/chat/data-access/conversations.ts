import { Service, computed, inject, signal } from '@angular/core';
import type {
  ConversationPatch,
  ConversationView,
  ConversationsAnswer,
} from '@prome-dify/contracts';
import { Pager } from '../../../core/paging/pager';
import { ChatApi } from './chat-api';
import { Unread } from './unread';

/** The conversations of the sidebar, newest activity first. */
@Service()
export class Conversations {
  private readonly api = inject(ChatApi);

  readonly unread = new Unread();
  /** Whether the list is that of the archived ones. */
  readonly archived = signal(false);
  private readonly hidden = signal<ReadonlySet<string>>(new Set());

  readonly list = new Pager<ConversationsAnswer, ConversationView>(
    (cursor) => this.api.conversations(cursor, this.archived()),
    (answer) => answer.conversations,
  );

  /** The rows to show: all but those that are about to be deleted. */
  readonly shown = computed(() => this.list.items().filter(({ id }) => !this.hidden().has(id)));

  /** Takes a row out of sight, as if it were deleted, or brings it back. */
  hide(id: string, isHidden: boolean): void {
    const others = [...this.hidden()].filter((other) => other !== id);
    this.hidden.set(new Set(isHidden ? [...others, id] : others));
  }

  /** Rejects with a `Failure`. */
  file(id: string, format: 'md' | 'json'): Promise<Blob> {
    return this.api.export(id, format);
  }

  /** Changes between the list and the archived ones. */
  showArchived(archived: boolean): void {
    this.archived.set(archived);
    this.list.edit(() => []);
    void this.list.reload();
  }

  /** Rejects with a `Failure`, and leaves the conversation where it was. */
  async place(id: string, place: Pick<ConversationPatch, 'pinned' | 'archived'>): Promise<void> {
    const row = await this.api.change(id, place);
    const rest = this.list.items().filter((other) => other.id !== id);
    const rows = row.archived === this.archived() ? [row, ...rest] : rest;
    this.list.edit(() => rows.toSorted(byPlace));
  }

  /** Shows a conversation that has just begun, before the API has been asked for it. */
  began(id: string, firstMessage: string): void {
    const now = new Date().toISOString();
    const place = { pinned: false, archived: false, shared: false };
    const title = titleOf(firstMessage);
    const row = { id, userId: '', title, ...place, createdAt: now, updatedAt: now };
    this.list.edit((rows) => [row, ...rows.filter((other) => other.id !== id)]);
  }

  /** Brings the top of the list in step with the API: order, and titles that the server chose. */
  async refresh(): Promise<void> {
    const answer = await this.api.conversations(null, this.archived()).catch(() => null);
    if (!answer) return;
    const fresh = new Set(answer.conversations.map(({ id }) => id));
    this.list.edit((rows) => [...answer.conversations, ...rows.filter(({ id }) => !fresh.has(id))]);
  }

  /** Rejects with a `Failure`, and leaves the title as it was. */
  async rename(id: string, title: string): Promise<void> {
    await this.api.change(id, { title });
    this.list.edit((rows) => rows.map((row) => (row.id === id ? { ...row, title } : row)));
  }

  /** Notes whether there is a link to it. */
  markShared(id: string, shared: boolean): void {
    this.list.edit((rows) => rows.map((row) => (row.id === id ? { ...row, shared } : row)));
  }

  /** Rejects with a `Failure`, and leaves the conversation where it was. */
  async remove(id: string, keepalive = false): Promise<void> {
    await this.api.remove(id, keepalive);
    this.list.edit((rows) => rows.filter((row) => row.id !== id));
  }

  titleOf(id: string | null): string | null {
    return this.list.items().find((row) => row.id === id)?.title ?? null;
  }
}

/** Pinned ones first, then by newest activity: the order of the API. */
function byPlace(one: ConversationView, other: ConversationView): number {
  if (one.pinned !== other.pinned) return one.pinned ? -1 : 1;
  return other.updatedAt.localeCompare(one.updatedAt);
}

/** Stands in until the server's title is there: the first line, cut at a word. */
function titleOf(message: string): string {
  const line = message.trim().split('\n')[0] ?? '';
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, '')}…`;
}
