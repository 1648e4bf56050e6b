import { Inject, Injectable } from '@nestjs/common';
import type { ConversationPatch } from '@prome-dify/contracts';
import type { Transaction } from '../../platform/database';
import { Database, forUpdate, joinSql, sql } from '../../platform/database';
import { ProblemError } from '../../platform/http';
import { BranchRepository } from './branch.repository';

export interface ConversationRow {
  readonly id: string;
  readonly userId: string;
  readonly title: string;
  /** 0 or 1. */
  readonly pinned: number;
  readonly archived: number;
  readonly shared: number;
  readonly activeMessageId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Where a page of conversations ended. */
export type ConversationPlace = Pick<ConversationRow, 'pinned' | 'updatedAt' | 'id'>;

const CONVERSATION = sql`id, user_id AS "userId", title, pinned, archived,
  CASE WHEN EXISTS (SELECT 1 FROM conversation_share s WHERE s.conversation_id = conversation.id)
    THEN 1 ELSE 0 END AS shared,
  active_message_id AS "activeMessageId", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Reads and edits conversations; every statement names their owner. */
@Injectable()
export class ConversationRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly branches: BranchRepository,
  ) {}

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

  /**
   * A new title counts as activity, a new place or branch does not.
   * @throws ProblemError `not_found` (also the message), `conversation_busy` (the branch)
   */
  async change(
    userId: string,
    id: string,
    { title, pinned, archived, activeMessageId }: ConversationPatch,
  ): Promise<ConversationRow> {
    const row = await this.database.run(async (tx) => {
      const changes = [
        ...(title === undefined ? [] : [sql`title = ${title}`, sql`updated_at = ${Date.now()}`]),
        ...(pinned === undefined ? [] : [sql`pinned = ${pinned}`]),
        ...(archived === undefined ? [] : [sql`archived = ${archived}`]),
      ];
      if (activeMessageId !== undefined) {
        const end = await this.endOf(tx, userId, id, activeMessageId);
        changes.push(sql`active_message_id = ${end}`);
      }
      return tx.row<ConversationRow>(sql`
        UPDATE conversation SET ${joinSql(changes, ', ')}
        WHERE id = ${id} AND user_id = ${userId} AND deleted_at IS NULL
        RETURNING ${CONVERSATION}`);
    });
    if (!row) throw new ProblemError('not_found');
    return row;
  }

  /** The end of the branch to be shown; nothing can begin in the conversation until it is. */
  private async endOf(tx: Transaction, userId: string, id: string, messageId: string) {
    const conversation = await tx.row<Pick<ConversationRow, 'activeMessageId'>>(sql`
      SELECT active_message_id AS "activeMessageId" FROM conversation
      WHERE id = ${id} AND user_id = ${userId} AND deleted_at IS NULL ${forUpdate(tx.dialect)}`);
    if (!conversation) throw new ProblemError('not_found');
    const running = await tx.row(sql`SELECT id FROM generation WHERE running_key = ${id}`);
    if (running) throw new ProblemError('conversation_busy');
    return this.branches.endOf(tx, id, messageId, conversation.activeMessageId);
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
