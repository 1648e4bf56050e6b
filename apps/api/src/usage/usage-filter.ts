import type { UsageType } from '@prome-dify/contracts';
import type { Sql } from '../platform/database';
import { joinSql, sql } from '../platform/database';
import type { Days } from './days';
import { DAY_MS } from './days';

/** Which changes of a balance are meant; without days or a kind, all. */
export interface UsageFilter extends Partial<Days> {
  readonly type?: UsageType;
}

/** The same as a condition on `usage_event u`. Its owner is always part of it. */
export function usageWhere(userId: string, { from, to, type }: UsageFilter): Sql {
  const parts = [sql`u.user_id = ${userId}`];
  if (from !== undefined) parts.push(sql`u.created_at >= ${Date.parse(from)}`);
  if (to !== undefined) parts.push(sql`u.created_at < ${Date.parse(to) + DAY_MS}`);
  if (type !== undefined) parts.push(sql`u.type = ${type}`);
  return joinSql(parts, ' AND ');
}
