import { Injectable } from '@nestjs/common';
import type { PurchaseAnswer, PurchasesAnswer } from '@prome-dify/contracts';
import { Ledger } from '../../ledger';
import type { PageQuery } from '../../platform/http';
import { decodeCursor, page, ProblemError } from '../../platform/http';
import type { Order } from './order';
import { purchaseView } from './order';
import { OrderRepository } from './order.repository';

/** A user's purchases, as they stand. */
@Injectable()
export class PurchasesService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly ledger: Ledger,
  ) {}

  async list(userId: string, { limit, cursor }: PageQuery): Promise<PurchasesAnswer> {
    const before = cursor === undefined ? undefined : positionOf(cursor);
    const rows = await this.orders.list(userId, limit + 1, before);
    const { items, nextCursor } = page(rows, limit, ({ createdAt, id }) => [createdAt, id]);
    return { purchases: items.map(purchaseView), nextCursor };
  }

  /** @throws ProblemError `not_found` */
  async find(userId: string, id: string): Promise<PurchaseAnswer> {
    return this.answer(await this.orders.findOwn(userId, id));
  }

  /** @throws ProblemError `not_found` when there is no order */
  async answer(order: Order | undefined): Promise<PurchaseAnswer> {
    if (!order) throw new ProblemError('not_found');
    const { balance } = await this.ledger.balance(order.userId);
    return { purchase: purchaseView(order), balance };
  }
}

function positionOf(cursor: string): { createdAt: number; id: string } {
  const [createdAt, id] = decodeCursor(cursor, ['number', 'string'] as const);
  return { createdAt, id };
}
