import { Inject, Injectable } from '@nestjs/common';
import type { FeedbackRating, MessageRole, MessageStatus } from '@prome-dify/contracts';
import type { ModelMessage } from '@prome-dify/llm';
import type { Transaction } from '../../platform/database';
import { Database, each, sql } from '../../platform/database';
import { ProblemError } from '../../platform/http';

export interface MessageRow {
  readonly id: string;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly role: MessageRole;
  readonly content: string;
  readonly tokens: number;
  readonly status: MessageStatus;
  readonly model: string | null;
  readonly generationId: string | null;
  readonly rating: FeedbackRating | null;
  readonly comment: string | null;
  readonly createdAt: number;
}

/** A message as a version of what follows its parent. */
export type SiblingRow = Pick<MessageRow, 'id' | 'parentId'>;

/** More than any branch has. */
const ALL = 1_000_000_000;

/** Messages sent upstream at the most, whatever their length. */
const HISTORY_MAX = 200;

const MESSAGE = sql`m.id, m.conversation_id AS "conversationId", m.parent_id AS "parentId", m.role,
  m.content, m.tokens, m.status, m.model, g.id AS "generationId", f.rating, f.comment,
  m.created_at AS "createdAt"`;

const BESIDE = sql`LEFT JOIN generation g ON g.assistant_message_id = m.id
  LEFT JOIN message_feedback f ON f.id = m.id`;

/** From a message towards the first one, by primary keys only: the rest of the tree costs nothing. */
const pathOf = (conversationId: string, from: string | null, limit: number) => sql`
  WITH RECURSIVE path (id, parent_id, step) AS (
    SELECT id, parent_id, 1 FROM message WHERE id = ${from} AND conversation_id = ${conversationId}
    UNION ALL SELECT m.id, m.parent_id, p.step + 1
    FROM path p JOIN message m ON m.id = p.parent_id WHERE p.step < ${limit})`;

/** Reads the tree of a conversation, whose owner was asked for before. */
@Injectable()
export class BranchRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** @throws ProblemError `not_found` when it is not in this conversation */
  async find(conversationId: string, id: string): Promise<MessageRow> {
    const [row] = await this.messages(conversationId, id, 1);
    if (!row) throw new ProblemError('not_found');
    return row;
  }

  /** The message `from` and those before it on its branch, newest first. */
  messages(conversationId: string, from: string | null, limit: number): Promise<MessageRow[]> {
    return this.database.read.rows(sql`
      ${pathOf(conversationId, from, limit)}
      SELECT ${MESSAGE} FROM path p JOIN message m ON m.id = p.id ${BESIDE} ORDER BY p.step`);
  }

  /** Messages of all branches, oldest first, from behind the message `after`. */
  all(conversationId: string, after: string, limit: number): Promise<MessageRow[]> {
    return this.database.read.rows(sql`
      SELECT ${MESSAGE} FROM message m ${BESIDE}
      WHERE m.conversation_id = ${conversationId} AND m.id > ${after} ORDER BY m.id LIMIT ${limit}`);
  }

  /** The ids of a whole branch, oldest first. */
  async ids(conversationId: string, end: string | null): Promise<string[]> {
    const rows = await this.database.read.rows<{ id: string }>(sql`
      ${pathOf(conversationId, end, ALL)}
      SELECT id FROM path ORDER BY step DESC`);
    return rows.map(({ id }) => id);
  }

  /** What was said on a branch, oldest first, as the model gets it. */
  async history(conversationId: string, end: string | null): Promise<ModelMessage[]> {
    const rows = await this.messages(conversationId, end, HISTORY_MAX);
    return rows
      .filter(({ content, status }) => content !== '' && status !== 'streaming')
      .map(({ role, content }) => ({ role, content }))
      .toReversed();
  }

  /** All that follows one of these messages, and all first messages, oldest first. */
  siblings(conversationId: string, parents: readonly string[]): Promise<SiblingRow[]> {
    const { read, dialect } = this.database;
    return read.rows(sql`
      SELECT id, parent_id AS "parentId" FROM message
      WHERE conversation_id = ${conversationId} AND parent_id IN ${each(dialect, parents)}
      UNION ALL SELECT id, parent_id FROM message
      WHERE conversation_id = ${conversationId} AND parent_id IS NULL ORDER BY id`);
  }

  /**
   * Where a branch with this message ends: `shown` if that is beneath it, else at the newest end.
   * @throws ProblemError `not_found`
   */
  async endOf(
    tx: Transaction,
    conversationId: string,
    messageId: string,
    shown: string | null,
  ): Promise<string> {
    const end = await tx.row<{ id: string }>(sql`
      WITH RECURSIVE beneath (id) AS (
        SELECT id FROM message WHERE id = ${messageId} AND conversation_id = ${conversationId}
        UNION ALL SELECT m.id FROM beneath b
        JOIN message m ON m.conversation_id = ${conversationId} AND m.parent_id = b.id)
      SELECT b.id FROM beneath b WHERE NOT EXISTS (SELECT 1 FROM message m
        WHERE m.conversation_id = ${conversationId} AND m.parent_id = b.id)
      ORDER BY CASE WHEN b.id = ${shown} THEN 0 ELSE 1 END, b.id DESC LIMIT 1`);
    if (!end) throw new ProblemError('not_found');
    return end.id;
  }
}
