import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type {
  ConversationPatch,
  ConversationsAnswer,
  ConversationView,
  MessagesAnswer,
  MessageView,
} from '@prome-dify/contracts';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, page, ProblemError } from '../../platform/http';
import type { ConversationsQuery } from './conversation.dto';
import type { ConversationPlace, ConversationRow, MessageRow } from './conversation.repository';
import { ConversationRepository } from './conversation.repository';
import { writeJson, writeMarkdown } from './export';

const EXPORT_PAGE = 50;

const NOTHING_TO_CHANGE = () =>
  new ProblemError('validation_failed', {
    errors: [{ pointer: '/title', message: 'must be there, or pinned or archived' }],
  });

/** A user's conversations as the API shows them. */
@Injectable()
export class ConversationService {
  constructor(private readonly conversations: ConversationRepository) {}

  async list(
    userId: string,
    { limit, cursor, ...filter }: ConversationsQuery,
  ): Promise<ConversationsAnswer> {
    const before = cursor === undefined ? undefined : placeOf(cursor);
    const rows = await this.conversations.list(userId, limit + 1, before, filter);
    const { items, nextCursor } = page(rows, limit, (row) => [row.pinned, row.updatedAt, row.id]);
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

  async change(userId: string, id: string, patch: ConversationPatch): Promise<ConversationView> {
    const { title, ...place } = patch;
    if (Object.values(patch).every((value) => value === undefined)) throw NOTHING_TO_CHANGE();
    const changes = { ...place, ...(title !== undefined && { title: title.trim() }) };
    return toView(await this.conversations.change(userId, id, changes));
  }

  /** The whole conversation as a text that is written while it is read. */
  async export(userId: string, id: string, format: 'md' | 'json') {
    const conversation = toView(await this.conversations.find(userId, id));
    const write = format === 'md' ? writeMarkdown : writeJson;
    return { title: conversation.title, text: Readable.from(write(conversation, this.all(id))) };
  }

  /** All messages, oldest first, a page in memory at a time. */
  private async *all(id: string): AsyncGenerator<MessageView> {
    for (let after = ''; ;) {
      const rows = await this.conversations.messagesAfter(id, after, EXPORT_PAGE);
      yield* rows.map(toMessageView);
      if (rows.length < EXPORT_PAGE) return;
      after = rows.at(-1)?.id ?? '';
    }
  }

  remove(userId: string, id: string): Promise<void> {
    return this.conversations.remove(userId, id);
  }
}

function placeOf(cursor: string): ConversationPlace {
  const [pinned, updatedAt, id] = decodeCursor(cursor, ['number', 'number', 'string'] as const);
  return { pinned, updatedAt, id };
}

const iso = (time: number): string => new Date(time).toISOString();

function toView(row: ConversationRow): ConversationView {
  const { id, userId, title } = row;
  const place = { pinned: row.pinned === 1, archived: row.archived === 1 };
  const { createdAt, updatedAt } = row;
  return { id, userId, title, ...place, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
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
