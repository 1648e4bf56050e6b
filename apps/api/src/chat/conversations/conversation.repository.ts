import { Inject, Injectable } from '@nestjs/common';
import type { ConversationPatch, MessageRole, MessageStatus } from '@prome-dify/contracts';
import type { ModelMessage } from '@prome-dify/llm';
import { Database, joinSql, sql } from '../../platform/database';
import { ProblemError } from '../../platform/http';

export interface ConversationRow {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  /** 0 or 1. */
  readonly pinned: number;
  readonly archived: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface MessageRow {
  readonly id: string;
  readonly conversationId: string;
  readonly role: MessageRole;
  readonly content: string;
  readonly tokens: number;
  readonly status: MessageStatus;
  readonly model: string | null;
  readonly generationId: string | null;
  readonly createdAt: number;
}

/** Where a page of conversations ended. */
export type ConversationPlace = Pick<ConversationRow, 'pinned' | 'updatedAt' | 'id'>;

/** Messages sent upstream at the most, whatever their length. */
const HISTORY_MAX = 200;

const CONVERSATION = sql`id, user_id AS "userId", title, pinned, archived, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

const MESSAGES = sql`SELECT m.id, m.conversation_id AS "conversationId", m.role, m.content, m.tokens, m.status,
    m.model, g.id AS "generationId", m.created_at AS "createdAt"
  FROM message m LEFT JOIN generation g ON g.assistant_message_id = m.id`;

/** Reads and edits conversations; every statement names their owner. */
@Injectable()
export class ConversationRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Pinned ones first, then by newest activity; `before` is the position after which the page begins. */
  list(
    userId: string,
    limit: number,
    before: ConversationPlace | undefined,
    { q: search, archived = false }: { readonly q?: string; readonly archived?: boolean },
  ): Promise<ConversationRow[]> {
    const from = before
      ? sql`AND (pinned, updated_at, id) < (${before.pinned}, ${before.updatedAt}, ${before.id})`
      : sql``;
    const like = search && `%${search.replace(/[\\%_]/g, '\\$&')}%`;
    // SQLite lowers and compares ASCII letters only, so the words are also looked for as written.
    const matching = like
      ? sql`AND (LOWER(title) LIKE ${like.toLowerCase()} ESCAPE '\\'
          OR title LIKE ${like} ESCAPE '\\')`
      : sql``;
    return this.database.read.rows(sql`
      SELECT ${CONVERSATION} FROM conversation
      WHERE user_id = ${userId} AND archived = ${archived} AND deleted_at IS NULL ${from} ${matching}
      ORDER BY pinned DESC, updated_at DESC, id DESC LIMIT ${limit}`);
  }

  /** @throws ProblemError `not_found` when it does not exist or is somebody else's */
  async find(userId: string, id: string): Promise<ConversationRow> {
    const row = await this.database.read.row<ConversationRow>(sql`
      SELECT ${CONVERSATION} FROM conversation
      WHERE id = ${id} AND user_id = ${userId} AND deleted_at IS NULL`);
    if (!row) throw new ProblemError('not_found');
    return row;
  }

  /** Oldest first, from behind the message `after`. */
  messagesAfter(conversationId: string, after: string, limit: number): Promise<MessageRow[]> {
    return this.database.read.rows(sql`
      ${MESSAGES} WHERE m.conversation_id = ${conversationId} AND m.id > ${after}
      ORDER BY m.id LIMIT ${limit}`);
  }

  /** Newest first; `before` is the id after which the page begins. */
  messages(conversationId: string, limit: number, before?: string): Promise<MessageRow[]> {
    const from = before ? sql`AND m.id < ${before}` : sql``;
    return this.database.read.rows(sql`
      ${MESSAGES} WHERE m.conversation_id = ${conversationId} ${from}
      ORDER BY m.id DESC LIMIT ${limit}`);
  }

  /**
   * What was said before, oldest first, as the model gets it.
   * @throws ProblemError `not_found`
   */
  async history(userId: string, id: string): Promise<ModelMessage[]> {
    await this.find(userId, id);
    const rows = await this.messages(id, HISTORY_MAX);
    return rows
      .filter(({ content, status }) => content !== '' && status !== 'streaming')
      .map(({ role, content }) => ({ role, content }))
      .toReversed();
  }

  /** A new title counts as activity, a new place does not. @throws ProblemError `not_found` */
  async change(
    userId: string,
    id: string,
    { title, pinned, archived }: ConversationPatch,
  ): Promise<ConversationRow> {
    const changes = [
      ...(title === undefined ? [] : [sql`title = ${title}`, sql`updated_at = ${Date.now()}`]),
      ...(pinned === undefined ? [] : [sql`pinned = ${pinned}`]),
      ...(archived === undefined ? [] : [sql`archived = ${archived}`]),
    ];
    const row = await this.database.run((tx) =>
      tx.row<ConversationRow>(sql`
        UPDATE conversation SET ${joinSql(changes, ', ')}
        WHERE id = ${id} AND user_id = ${userId} AND deleted_at IS NULL
        RETURNING ${CONVERSATION}`),
    );
    if (!row) throw new ProblemError('not_found');
    return row;
  }

  /** Hides the conversation; what it cost stays in the ledger. @throws ProblemError `not_found` */
  async remove(userId: string, id: string): Promise<void> {
    const removed = await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE conversation SET deleted_at = ${Date.now()}
        WHERE id = ${id} AND user_id = ${userId} AND deleted_at IS NULL`),
    );
    if (removed === 0) throw new ProblemError('not_found');
  }
}
