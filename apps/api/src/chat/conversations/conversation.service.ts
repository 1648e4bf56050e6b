import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type {
  ConversationPatch,
  ConversationsAnswer,
  ConversationView,
  FeedbackRating,
  MessageFeedback,
  MessagesAnswer,
  MessageVersion,
  MessageView,
} from '@prome-dify/contracts';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, page, ProblemError } from '../../platform/http';
import { readAll } from '../../platform/personal-data';
import type { ConversationsQuery } from './conversation.dto';
import type { MessageRow } from './branch.repository';
import { BranchRepository } from './branch.repository';
import type { ConversationPlace, ConversationRow } from './conversation.repository';
import { ConversationRepository } from './conversation.repository';
import { writeJson, writeMarkdown } from './export';
import { versionsOf } from './versions';

const EXPORT_PAGE = 50;

const NOTHING_TO_CHANGE = () =>
  new ProblemError('validation_failed', {
    errors: [
      { pointer: '/title', message: 'must be there, or pinned, archived or activeMessageId' },
    ],
  });

/** A user's conversations as the API shows them. */
@Injectable()
export class ConversationService {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly branches: BranchRepository,
  ) {}

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
    // A page goes on where the one before ended, whatever branch is shown by then.
    const [from] = cursor ? decodeCursor(cursor, ['string'] as const) : [];
    const { activeMessageId } = await this.conversations.find(userId, id);
    const rows = await this.branches.messages(id, from ?? activeMessageId, limit + 1);
    const { items, nextCursor } = page(rows, limit, ({ parentId }) => [parentId ?? '']);
    const parents = items.flatMap(({ parentId }) => parentId ?? []);
    const versions = versionsOf(await this.branches.siblings(id, parents));
    const messages = items.map((row) => toMessageView(row, versions.get(row.id)));
    return { messages: messages.toReversed(), nextCursor };
  }

  async change(userId: string, id: string, patch: ConversationPatch): Promise<ConversationView> {
    const { title, ...place } = patch;
    if (Object.values(patch).every((value) => value === undefined)) throw NOTHING_TO_CHANGE();
    const changes = { ...place, ...(title !== undefined && { title: title.trim() }) };
    return toView(await this.conversations.change(userId, id, changes));
  }

  /** The branch that is shown as a text that is written while it is read. */
  async export(userId: string, id: string, format: 'md' | 'json') {
    const row = await this.conversations.find(userId, id);
    const write = format === 'md' ? writeMarkdown : writeJson;
    const text = write(toView(row), this.branch(id, row.activeMessageId));
    return { title: row.title, text: Readable.from(text) };
  }

  /** All messages of all branches, oldest first, a page in memory at a time. */
  async *all(id: string): AsyncGenerator<MessageView> {
    const rows = readAll<MessageRow>((last) => this.branches.all(id, last?.id ?? '', EXPORT_PAGE));
    for await (const row of rows) yield toMessageView(row);
  }

  /** A conversation as it is shown. */
  view(row: ConversationRow): ConversationView {
    return toView(row);
  }

  /** A whole branch, oldest first, a page of texts in memory at a time. */
  private async *branch(id: string, end: string | null): AsyncGenerator<MessageView> {
    const ids = await this.branches.ids(id, end);
    for (let from = 0; from < ids.length; from += EXPORT_PAGE) {
      const page = ids.slice(from, from + EXPORT_PAGE);
      const rows = await this.branches.messages(id, page.at(-1) ?? null, page.length);
      yield* rows.toReversed().map((row) => toMessageView(row));
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
  const place = {
    pinned: row.pinned === 1,
    archived: row.archived === 1,
    shared: row.shared === 1,
  };
  const { createdAt, updatedAt } = row;
  return { id, userId, title, ...place, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

function toMessageView(row: MessageRow, version?: MessageVersion): MessageView {
  const { id, conversationId, parentId, role, content, tokens, status, model } = row;
  const { generationId } = row;
  return {
    id,
    conversationId,
    role,
    content,
    tokens,
    status,
    ...(status === 'streaming' && generationId ? { generationId } : {}),
    ...(model ? { model } : {}),
    ...(row.rating ? { feedback: toFeedback(row.rating, row.comment) } : {}),
    parentId,
    ...(version ? { version } : {}),
    createdAt: iso(row.createdAt),
  };
}

function toFeedback(rating: FeedbackRating, comment: string | null): MessageFeedback {
  return { rating, ...(comment === null ? {} : { comment }) };
}
