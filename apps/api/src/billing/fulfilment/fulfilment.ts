import { Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import type { Order } from '../orders/order';
import { OrderRepository } from '../orders/order.repository';
import { mismatch, withCharge, withDispute, withReview, withSession } from './apply-facts';
import type { ChargeFacts, DisputeFacts } from './payment-facts';
import type { SessionFacts } from './session-facts';
import { TokenPosting } from './token-posting';

/**
 * The only way tokens come from payments: facts are written to the order, and the ledger follows.
 * Webhook, return page and retries all call this; any of them may come first, late or repeatedly.
 * Every method answers whether the report belongs to an order of ours.
 */
@Injectable()
export class Fulfilment {
  private readonly logger = new Logger(Fulfilment.name);

  constructor(
    private readonly orders: OrderRepository,
    private readonly tokens: TokenPosting,
  ) {}

  /** A checkout session was reported. One that does not fit its order credits nothing. */
  async session(tx: Transaction, facts: SessionFacts): Promise<boolean> {
    const order = await this.orders.lock(tx, facts.orderId, facts.sessionId);
    if (!order) {
      this.warn(tx, { sessionId: facts.sessionId }, 'a session of no order');
      return false;
    }
    const reason = mismatch(order, facts) ?? (await this.conflict(tx, order, facts));
    if (reason === undefined) {
      await this.save(tx, withSession(order, facts, Date.now()));
    } else {
      const about = { orderId: order.id, sessionId: facts.sessionId, reason };
      tx.afterCommit(() => this.logger.error(about, 'a payment needs review'));
      await this.save(tx, withReview(order));
    }
    return true;
  }

  /** A charge was reported, with what has been refunded of it. */
  async charge(
    tx: Transaction,
    orderId: string,
    facts: ChargeFacts,
    canShrink: boolean,
  ): Promise<boolean> {
    const order = await this.orders.lock(tx, orderId);
    if (!order) return false;
    const isOther = order.paymentIntent !== null && order.paymentIntent !== facts.paymentIntent;
    if (isOther || facts.currency.toLowerCase() !== order.currency) {
      this.warn(tx, { orderId, chargeId: facts.chargeId }, 'a refund does not fit its order');
      return true;
    }
    await this.save(tx, withCharge(order, facts, canShrink));
    return true;
  }

  /** A dispute was reported. */
  async dispute(tx: Transaction, orderId: string, facts: DisputeFacts): Promise<boolean> {
    const order = await this.orders.lock(tx, orderId);
    if (!order) return false;
    this.warn(tx, { orderId, dispute: facts.state }, 'a payment is disputed');
    await this.save(tx, withDispute(order, facts));
    return true;
  }

  private async conflict(
    tx: Transaction,
    order: Order,
    { paymentIntent }: SessionFacts,
  ): Promise<string | undefined> {
    if (paymentIntent === null) return undefined;
    const isTaken = await this.orders.isPaymentTaken(tx, paymentIntent, order.id);
    return isTaken ? 'the payment belongs to another order' : undefined;
  }

  private async save(tx: Transaction, order: Order): Promise<void> {
    await this.orders.saveFacts(tx, order.id, order);
    const tokens = await this.tokens.settle(tx, order);
    if (tokens === 0) return;
    tx.afterCommit(() => this.logger.log({ orderId: order.id, tokens }, 'tokens posted'));
  }

  /** A transaction may be run again, so it says nothing before it is through. */
  private warn(tx: Transaction, about: object, text: string): void {
    tx.afterCommit(() => this.logger.warn(about, text));
  }
}
