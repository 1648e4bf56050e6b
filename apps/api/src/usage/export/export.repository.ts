import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import type { UsageFilter } from '../usage-filter';
import { usageWhere } from '../usage-filter';
import type { UsageRow } from '../usage.repository';

/** A change of the balance with all that a table for books has of it. */
export interface ExportRow extends UsageRow {
  readonly model: string | null;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly title: string | null;
}

/** Reads the whole history of a user, a page at a time. */
@Injectable()
export class ExportRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first; `before` is the id after which the page begins. */
  page(userId: string, filter: UsageFilter, limit: number, before?: string): Promise<ExportRow[]> {
    const from = before === undefined ? sql`` : sql`AND u.id < ${before}`;
    return this.database.read.rows(sql`
      SELECT u.id, u.user_id AS "userId", u.conversation_id AS "conversationId",
        u.tokens_used AS "tokensUsed", u.balance_after AS "balanceAfter", u.type,
        u.created_at AS "createdAt", u.model, u.prompt_tokens AS "promptTokens",
        u.completion_tokens AS "completionTokens", c.title
      FROM usage_event u LEFT JOIN conversation c
        ON c.id = u.conversation_id AND c.user_id = u.user_id AND c.deleted_at IS NULL
      WHERE ${usageWhere(userId, filter)} ${from}
      ORDER BY u.id DESC LIMIT ${limit}`);
  }
}
