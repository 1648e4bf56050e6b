import { Inject, Injectable } from '@nestjs/common';
import type { UsageGrouping, UsageSum } from '@prome-dify/contracts';
import type { Sql } from '../../platform/database';
import { Database, sql } from '../../platform/database';
import type { UsageFilter } from '../usage-filter';
import { usageWhere } from '../usage-filter';

/** So many models or conversations are told; a year has fewer days than the bound of days. */
const SUMS_MAX = 50;
const DAYS_MAX = 366;

/** A sum as it is read: a day is the number of days since 1970. */
export interface SumRow extends Omit<UsageSum, 'key'> {
  readonly key: string | number | null;
}

const SUMS = sql`
  COUNT(*) AS changes,
  CAST(COALESCE(SUM(CASE WHEN u.tokens_used > 0 THEN u.tokens_used END), 0) AS BIGINT) AS spent,
  CAST(COALESCE(SUM(CASE WHEN u.tokens_used < 0 THEN -u.tokens_used END), 0) AS BIGINT) AS added`;

/** What stands for the key, and how its sums are ordered. */
const GROUPINGS: Readonly<Record<UsageGrouping, { readonly key: Sql; readonly order: Sql }>> = {
  day: { key: sql`u.created_at / 86400000`, order: sql`key LIMIT ${DAYS_MAX}` },
  model: { key: sql`u.model`, order: sql`spent DESC, added DESC, key LIMIT ${SUMS_MAX}` },
  conversation: {
    key: sql`u.conversation_id`,
    order: sql`spent DESC, added DESC, key LIMIT ${SUMS_MAX}`,
  },
};

/** Adds up the changes of one user's balance. */
@Injectable()
export class SummaryRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  sums(userId: string, by: UsageGrouping, filter: UsageFilter): Promise<SumRow[]> {
    const { key, order } = GROUPINGS[by];
    return this.database.read.rows(sql`
      SELECT s.key, s.changes, s.spent, s.added, c.title
      FROM (SELECT ${key} AS key, ${SUMS} FROM usage_event u
        WHERE ${usageWhere(userId, filter)} GROUP BY 1 ORDER BY ${order}) s
      LEFT JOIN conversation c ON CAST(s.key AS TEXT) = c.id
        AND c.user_id = ${userId} AND c.deleted_at IS NULL
      ORDER BY ${by === 'day' ? sql`s.key` : sql`s.spent DESC, s.added DESC, s.key`}`);
  }

  async total(userId: string, filter: UsageFilter): Promise<Omit<UsageSum, 'key' | 'title'>> {
    const total = await this.database.read.row<Omit<UsageSum, 'key' | 'title'>>(sql`
      SELECT ${SUMS} FROM usage_event u WHERE ${usageWhere(userId, filter)}`);
    return total ?? { changes: 0, spent: 0, added: 0 };
  }
}
