import { Injectable } from '@nestjs/common';
import type { PurchaseAnswer } from '@prome-dify/contracts';
import { ProblemError } from '../../platform/http';
import { SessionRefresh } from '../fulfilment/session-refresh';
import type { Order } from '../orders/order';
import { OrderRepository } from '../orders/order.repository';
import { PurchasesService } from '../orders/purchases.service';
import { CheckoutLimits } from './checkout-limits';

const SESSION_ID = /^cs_\w{1,200}$/;

/** Brings a purchase up to date when its buyer comes back, whether a webhook came or not. */
@Injectable()
export class ConfirmService {
  /** Reads under way, so that many tabs and retries ask Stripe once. */
  private readonly reading = new Map<string, Promise<unknown>>();

  constructor(
    private readonly orders: OrderRepository,
    private readonly refresh: SessionRefresh,
    private readonly purchases: PurchasesService,
    private readonly limits: CheckoutLimits,
  ) {}

  /** @throws ProblemError `not_found` when the session is not one of the user's own, `rate_limited` */
  async confirm(userId: string, sessionId: string): Promise<PurchaseAnswer> {
    await this.limits.countConfirmation(userId);
    if (!SESSION_ID.test(sessionId)) throw new ProblemError('not_found');
    const order = await this.orders.findOwnBySession(userId, sessionId);
    if (!order) throw new ProblemError('not_found');
    if (isUndecided(order)) await this.readOnce(sessionId);
    return this.purchases.find(userId, order.id);
  }

  private readOnce(sessionId: string): Promise<unknown> {
    const running = this.reading.get(sessionId);
    if (running) return running;
    const read = this.refresh.refresh(sessionId).finally(() => this.reading.delete(sessionId));
    this.reading.set(sessionId, read);
    return read;
  }
}

/** A failed or expired checkout may still turn out to be paid; a paid one has no more to learn. */
function isUndecided({ state }: Order): boolean {
  return state !== 'paid' && state !== 'review';
}
