import { Inject, Injectable } from '@nestjs/common';
import type { Sql, Transaction } from '../../platform/database';
import { Database, forUpdate, sql } from '../../platform/database';
import type { NewOrder, Order, OrderFacts } from './order';

/** The columns of an {@link Order}. */
export const ORDER = sql`id, user_id AS "userId", package_id AS "packageId",
  package_name AS "packageName", tokens, amount, currency, stripe_price_id AS "stripePriceId",
  session_id AS "sessionId", url, payment_intent AS "paymentIntent",
  idempotency_seq AS "idempotencySeq", state, paid_at AS "paidAt",
  refunded_amount AS "refundedAmount", dispute_state AS "disputeState",
  dispute_event_at AS "disputeEventAt", tokens_posted AS "tokensPosted",
  created_at AS "createdAt"`;

/** Keeps purchases. */
@Injectable()
export class OrderRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Writes a new order, unless one with this id is there; answers the one that is there now. */
  async create(order: NewOrder): Promise<Order> {
    const { id, userId, packageId, packageName, tokens, amount, currency } = order;
    return this.database.run(async (tx) => {
      await tx.execute(sql`
        INSERT INTO checkout_order (id, user_id, package_id, package_name, tokens, amount, currency,
          stripe_price_id, created_at, updated_at)
        VALUES (${id}, ${userId}, ${packageId}, ${packageName}, ${tokens}, ${amount}, ${currency},
          ${order.stripePriceId}, ${order.createdAt}, ${order.createdAt})
        ON CONFLICT (id) DO NOTHING`);
      const stored = await tx.row<Order>(sql`SELECT ${ORDER} FROM checkout_order WHERE id = ${id}`);
      if (!stored) throw new Error('an order vanished while it was written');
      return stored;
    });
  }

  /** Notes the checkout page of an order that Stripe has opened. */
  async attachSession(id: string, sessionId: string, url: string): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE checkout_order SET session_id = ${sessionId}, url = ${url}, updated_at = ${Date.now()},
          state = CASE WHEN state = 'created' THEN 'open' ELSE state END
        WHERE id = ${id} AND (session_id IS NULL OR session_id = ${sessionId})`),
    );
  }

  /** Notes that the order's idempotency key is used up; answers the number of the next one. */
  async nextKey(id: string, current: number): Promise<number> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE checkout_order SET idempotency_seq = ${current + 1}
        WHERE id = ${id} AND idempotency_seq = ${current}`),
    );
    return current + 1;
  }

  /** Newest first; `before` is the position after which the page begins. */
  list(
    userId: string,
    limit: number,
    before?: { readonly createdAt: number; readonly id: string },
  ): Promise<Order[]> {
    const from = before
      ? sql`AND (created_at < ${before.createdAt}
          OR (created_at = ${before.createdAt} AND id < ${before.id}))`
      : sql``;
    return this.database.read.rows(sql`
      SELECT ${ORDER} FROM checkout_order WHERE user_id = ${userId} ${from}
      ORDER BY created_at DESC, id DESC LIMIT ${limit}`);
  }

  findOwn(userId: string, id: string): Promise<Order | undefined> {
    return this.find(sql`id = ${id} AND user_id = ${userId}`);
  }

  findOwnBySession(userId: string, sessionId: string): Promise<Order | undefined> {
    return this.find(sql`session_id = ${sessionId} AND user_id = ${userId}`);
  }

  findByPayment(paymentIntent: string): Promise<Order | undefined> {
    return this.find(sql`payment_intent = ${paymentIntent}`);
  }

  /** The order with this id, else the one with this session, locked until the transaction ends. */
  async lock(
    tx: Transaction,
    orderId: string | undefined,
    sessionId?: string,
  ): Promise<Order | undefined> {
    const lock = (condition: Sql) =>
      tx.row<Order>(sql`
        SELECT ${ORDER} FROM checkout_order WHERE ${condition} ${forUpdate(tx.dialect)}`);
    const byId = orderId === undefined ? undefined : await lock(sql`id = ${orderId}`);
    if (byId || sessionId === undefined) return byId;
    return lock(sql`session_id = ${sessionId}`);
  }

  /** Whether a payment belongs to another order already. */
  async isPaymentTaken(tx: Transaction, paymentIntent: string, orderId: string): Promise<boolean> {
    const other = await tx.row(sql`
      SELECT id FROM checkout_order WHERE payment_intent = ${paymentIntent} AND id <> ${orderId}`);
    return other !== undefined;
  }

  /** Writes the facts of a locked order. */
  async saveFacts(tx: Transaction, id: string, facts: OrderFacts): Promise<void> {
    await tx.execute(sql`
      UPDATE checkout_order SET state = ${facts.state}, paid_at = ${facts.paidAt},
        session_id = ${facts.sessionId}, payment_intent = ${facts.paymentIntent},
        refunded_amount = ${facts.refundedAmount}, dispute_state = ${facts.disputeState},
        dispute_event_at = ${facts.disputeEventAt}, updated_at = ${Date.now()}
      WHERE id = ${id}`);
  }

  /**
   * Changes how many tokens of an order are posted, if they are still `from`; answers the number
   * of this posting within the order, which makes its idempotency key.
   */
  async moveTokens(
    tx: Transaction,
    id: string,
    from: number,
    to: number,
  ): Promise<number | undefined> {
    const row = await tx.row<{ postSeq: number }>(sql`
      UPDATE checkout_order SET tokens_posted = ${to}, post_seq = post_seq + 1
      WHERE id = ${id} AND tokens_posted = ${from} RETURNING post_seq AS "postSeq"`);
    return row?.postSeq;
  }

  private find(condition: Sql): Promise<Order | undefined> {
    return this.database.read.row(sql`SELECT ${ORDER} FROM checkout_order WHERE ${condition}`);
  }
}
