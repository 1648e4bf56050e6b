import { Inject, Injectable } from '@nestjs/common';
import type { UsageType } from '@prome-dify/contracts';
import { Database, sql } from '../platform/database';
import type { UsageFilter } from './usage-filter';
import { usageWhere } from './usage-filter';

export interface UsageRow {
  readonly id: string;
  readonly userId: string;
  readonly conversationId: string | null;
  readonly tokensUsed: number;
  readonly balanceAfter: number;
  readonly type: UsageType;
  readonly createdAt: number;
}

/** Reads what was written with every movement of tokens. */
@Injectable()
export class UsageRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first; `before` is the id after which the page begins. */
  list(userId: string, filter: UsageFilter, limit: number, before?: string): Promise<UsageRow[]> {
    const from = before === undefined ? sql`` : sql`AND u.id < ${before}`;
    return this.database.read.rows(sql`
      SELECT id, user_id AS "userId", conversation_id AS "conversationId",
        tokens_used AS "tokensUsed", balance_after AS "balanceAfter", type,
        created_at AS "createdAt"
      FROM usage_event u WHERE ${usageWhere(userId, filter)} ${from}
      ORDER BY id DESC LIMIT ${limit}`);
  }
}
