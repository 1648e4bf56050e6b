import { Inject, Injectable } from '@nestjs/common';
import type { UsageGrouping, UsageOfModel, UsageSum } from '@prome-dify/contracts';
import type { Sql } from '../../platform/database';
import { Database, sql } from '../../platform/database';
import { DAY_MS, DAYS_MAX, dayOf } from '../days';
import type { UsageFilter } from '../usage-filter';
import { usageWhere } from '../usage-filter';

/** So many models or conversations are told. */
const SUMS_MAX = 50;

type Sums = Pick<UsageSum, 'changes' | 'spent' | 'added'>;

/** The number of days since 1970. */
interface DayRow {
  readonly day: number;
}

const SUMS = sql`
  COUNT(*) AS changes,
  CAST(COALESCE(SUM(CASE WHEN u.tokens_used > 0 THEN u.tokens_used END), 0) AS BIGINT) AS spent,
  CAST(COALESCE(SUM(CASE WHEN u.tokens_used < 0 THEN -u.tokens_used END), 0) AS BIGINT) AS added`;

const DAY = sql`u.created_at / 86400000`;

/** What stands for the key. */
const KEYS: Readonly<Record<Exclude<UsageGrouping, 'day'>, Sql>> = {
  model: sql`u.model`,
  conversation: sql`u.conversation_id`,
};

/** Adds up the changes of one user's balance. */
@Injectable()
export class SummaryRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The dearest models or conversations. */
  sums(userId: string, by: keyof typeof KEYS, filter: UsageFilter): Promise<UsageSum[]> {
    return this.database.read.rows(sql`
      SELECT s.key, s.changes, s.spent, s.added, c.title
      FROM (SELECT ${KEYS[by]} AS key, ${SUMS} FROM usage_event u
        WHERE ${usageWhere(userId, filter)} GROUP BY 1
        ORDER BY spent DESC, added DESC, key LIMIT ${SUMS_MAX}) s
      LEFT JOIN conversation c ON s.key = c.id
        AND c.user_id = ${userId} AND c.deleted_at IS NULL
      ORDER BY s.spent DESC, s.added DESC, s.key`);
  }

  /** The days on which something was spent or added, with the models that took it. */
  async days(userId: string, filter: UsageFilter): Promise<UsageSum[]> {
    const where = usageWhere(userId, filter);
    const days = await this.database.read.rows<Sums & DayRow>(sql`
      SELECT ${DAY} AS day, ${SUMS} FROM usage_event u WHERE ${where}
      GROUP BY 1 ORDER BY 1 LIMIT ${DAYS_MAX}`);
    const parts = await this.database.read.rows<UsageOfModel & DayRow>(sql`
      SELECT ${DAY} AS day, u.model, CAST(SUM(u.tokens_used) AS BIGINT) AS spent
      FROM usage_event u WHERE ${where} AND u.tokens_used > 0
      GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`);
    const byDay = Map.groupBy(parts, ({ day }) => day);
    return days.map(({ day, ...sums }) => {
      const models = (byDay.get(day) ?? []).map(({ model, spent }) => ({ model, spent }));
      return { key: dayOf(day * DAY_MS), title: null, ...sums, models };
    });
  }

  async total(userId: string, filter: UsageFilter): Promise<Sums> {
    const total = await this.database.read.row<Sums>(sql`
      SELECT ${SUMS} FROM usage_event u WHERE ${usageWhere(userId, filter)}`);
    return total ?? { changes: 0, spent: 0, added: 0 };
  }
}
