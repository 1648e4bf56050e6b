import { Injectable } from '@nestjs/common';
import type { UsageAnswer, UsageView } from '@prome-dify/contracts';
import { decodeCursor, page } from '../platform/http';
import { refuseBackwards } from './days';
import type { UsageListQuery } from './usage-query.dto';
import type { UsageRow } from './usage.repository';
import { UsageRepository } from './usage.repository';

/** Where the tokens of a user went and came from. */
@Injectable()
export class UsageService {
  constructor(private readonly usage: UsageRepository) {}

  async list(userId: string, { limit, cursor, ...filter }: UsageListQuery): Promise<UsageAnswer> {
    refuseBackwards(filter);
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['string'] as const)[0];
    const rows = await this.usage.list(userId, filter, limit + 1, before);
    const { items, nextCursor } = page(rows, limit, ({ id }) => [id]);
    return { usage: items.map(usageView), nextCursor };
  }
}

function usageView(row: UsageRow): UsageView {
  return { ...row, createdAt: new Date(row.createdAt).toISOString() };
}
