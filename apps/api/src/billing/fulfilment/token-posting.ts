import { Injectable } from '@nestjs/common';
import type { DebtMove } from '../../ledger';
import { Debts, SYSTEM_ACCOUNTS } from '../../ledger';
import type { Transaction } from '../../platform/database';
import type { Order } from '../orders/order';
import { OrderRepository } from '../orders/order.repository';
import { wantTokens } from '../orders/want-tokens';

/** Brings the ledger to what an order's facts ask for: it posts the difference, and only that. */
@Injectable()
export class TokenPosting {
  constructor(
    private readonly orders: OrderRepository,
    private readonly debts: Debts,
  ) {}

  /** Posts what is missing or too much of a locked order; answers by how many tokens. */
  async settle(tx: Transaction, order: Order): Promise<number> {
    const want = wantTokens(order);
    const delta = want - order.tokensPosted;
    if (delta === 0) return 0;
    const seq = await this.orders.moveTokens(tx, order.id, order.tokensPosted, want);
    if (seq === undefined) throw new Error('an order changed while it was locked');
    if (delta > 0) await this.debts.credit(tx, movement(order, seq, delta));
    else await this.debts.takeBack(tx, movement(order, seq, delta));
    return delta;
  }
}

/** How the ledger moves so many tokens of an order: to the buyer, or back when below zero. */
function movement({ id, userId }: Order, seq: number, delta: number): DebtMove {
  const back = { kind: 'clawback', usage: { type: 'refund' } } as const;
  const first = { kind: 'purchase', usage: { type: 'purchase' } } as const;
  const again = { kind: 'restore', usage: { type: 'adjustment' } } as const;
  return {
    ...(delta < 0 ? back : seq === 1 ? first : again),
    userId,
    delta: Math.abs(delta),
    counterparty: SYSTEM_ACCOUNTS.purchases,
    idemKey: `order:${id}:${seq}`,
    orderId: id,
  };
}
