import { Service, inject } from '@angular/core';
import type { ConversationView, ConversationsAnswer } from '@prome-dify/contracts';
import { Pager } from '../../../core/paging/pager';
import { ChatApi } from './chat-api';

/** The conversations of the sidebar, newest activity first. */
@Service()
export class Conversations {
  private readonly api = inject(ChatApi);

  readonly list = new Pager<ConversationsAnswer, ConversationView>(
    (cursor) => this.api.conversations(cursor),
    (answer) => answer.conversations,
  );

  /** Shows a conversation that has just begun, before the API has been asked for it. */
  began(id: string, firstMessage: string): void {
    const now = new Date().toISOString();
    const row = { id, userId: '', title: titleOf(firstMessage), createdAt: now, updatedAt: now };
    this.list.edit((rows) => [row, ...rows.filter((other) => other.id !== id)]);
  }

  /** Brings the top of the list in step with the API: order, and titles that the server chose. */
  async refresh(): Promise<void> {
    const answer = await this.api.conversations(null).catch(() => null);
    if (!answer) return;
    const fresh = new Set(answer.conversations.map(({ id }) => id));
    this.list.edit((rows) => [...answer.conversations, ...rows.filter(({ id }) => !fresh.has(id))]);
  }

  /** Rejects with a `Failure`, and leaves the title as it was. */
  async rename(id: string, title: string): Promise<void> {
    await this.api.rename(id, title);
    this.list.edit((rows) => rows.map((row) => (row.id === id ? { ...row, title } : row)));
  }

  /** Rejects with a `Failure`, and leaves the conversation where it was. */
  async remove(id: string): Promise<void> {
    await this.api.remove(id);
    this.list.edit((rows) => rows.filter((row) => row.id !== id));
  }

  titleOf(id: string | null): string | null {
    return this.list.items().find((row) => row.id === id)?.title ?? null;
  }
}

/** Stands in until the server's title is there: the first line, cut at a word. */
function titleOf(message: string): string {
  const line = message.trim().split('\n')[0] ?? '';
  return line.length <= 60 ? line : `${line.slice(0, 60).replace(/\s+\S*$/, '')}…`;
}
