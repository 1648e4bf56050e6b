import { Injectable } from '@nestjs/common';
import type {
  ConversationsAnswer,
  ConversationView,
  MessagesAnswer,
  MessageView,
} from '@prome-dify/contracts';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, page } from '../../platform/http';
import type { ConversationsQuery } from './conversation.dto';
import type { ConversationRow, MessageRow } from './conversation.repository';
import { ConversationRepository } from './conversation.repository';

/** A user's conversations as the API shows them. */
@Injectable()
export class ConversationService {
  constructor(private readonly conversations: ConversationRepository) {}

  async list(
    userId: string,
    { limit, cursor, q }: ConversationsQuery,
  ): Promise<ConversationsAnswer> {
    const [updatedAt, id] = cursor ? decodeCursor(cursor, ['number', 'string'] as const) : [];
    const before = updatedAt === undefined || id === undefined ? undefined : { updatedAt, id };
    const rows = await this.conversations.list(userId, limit + 1, before, q);
    const { items, nextCursor } = page(rows, limit, (row) => [row.updatedAt, row.id]);
    return { conversations: items.map(toView), nextCursor };
  }

  async messages(
    userId: string,
    id: string,
    { limit, cursor }: PageQuery,
  ): Promise<MessagesAnswer> {
    const [before] = cursor ? decodeCursor(cursor, ['string'] as const) : [];
    await this.conversations.find(userId, id);
    const rows = await this.conversations.messages(id, limit + 1, before);
    const { items, nextCursor } = page(rows, limit, (row) => [row.id]);
    return { messages: items.map(toMessageView).toReversed(), nextCursor };
  }

  async rename(userId: string, id: string, title: string): Promise<ConversationView> {
    return toView(await this.conversations.rename(userId, id, title.trim()));
  }

  remove(userId: string, id: string): Promise<void> {
    return this.conversations.remove(userId, id);
  }
}

const iso = (time: number): string => new Date(time).toISOString();

function toView({ id, userId, title, createdAt, updatedAt }: ConversationRow): ConversationView {
  return { id, userId, title, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

function toMessageView(row: MessageRow): MessageView {
  const { id, conversationId, role, content, tokens, status, model, generationId } = row;
  return {
    id,
    conversationId,
    role,
    content,
    tokens,
    status,
    ...(status === 'streaming' && generationId ? { generationId } : {}),
    ...(model ? { model } : {}),
    createdAt: iso(row.createdAt),
  };
}
