import { Logger } from '@nestjs/common';
import type { Engine } from '@prome-dify/testing';
import { uuidv7 } from 'uuidv7';
import {
  audit,
  BalanceEvents,
  debtAccount,
  Debts,
  Ledger,
  Postings,
  SYSTEM_ACCOUNTS,
} from '../../ledger';
import type { Database } from '../../platform/database';
import { sql, withSnapshot } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import type { Order } from '../orders/order';
import { OrderRepository } from '../orders/order.repository';
import { Fulfilment } from './fulfilment';
import type { SessionFacts } from './session-facts';
import { TokenPosting } from './token-posting';

/** For specs: fulfilment over a database of its own, and people who buy and spend. */
export interface Books {
  readonly database: Database;
  readonly fulfilment: Fulfilment;
  /** A new user with no tokens. */
  newUser(): Promise<string>;
  /** A new order for 1,000 tokens at 9.99, whose checkout is open. */
  newOrder(userId: string): Promise<Order>;
  order(id: string): Promise<Order>;
  /** What is owed and what can be spent. */
  standing(userId: string): Promise<{ balance: number; owed: number; restricted: boolean }>;
  spend(userId: string, tokens: number): Promise<void>;
  /** What an audit of everything finds. */
  findings(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export async function openBooks(engine: Engine): Promise<Books> {
  Logger.overrideLogger(false);
  const { url, remove } = await engine.createDatabase();
  const database = await openDatabase(url);
  const postings = new Postings(new BalanceEvents());
  const debts = new Debts(postings);
  const ledger = new Ledger(database, postings);
  await ledger.onModuleInit();
  const orders = new OrderRepository(database);
  const tokens = new TokenPosting(orders, debts);
  const order = async (id: string): Promise<Order> => {
    const found = await database.run((tx) => orders.lock(tx, id));
    if (!found) throw new Error('no such order');
    return found;
  };
  let spent = 0;
  return {
    database,
    fulfilment: new Fulfilment(orders, tokens),
    async newUser() {
      const userId = uuidv7();
      await database.run((tx) => ledger.openAccounts(tx, userId));
      return userId;
    },
    async newOrder(userId) {
      const id = uuidv7();
      const what = { packageId: 'p', packageName: 'Pack', tokens: 1000, amount: 999 };
      const how = { currency: 'usd', stripePriceId: null, createdAt: Date.now() };
      await orders.create({ id, userId, ...what, ...how });
      await orders.attachSession(id, `cs_test_${id.replaceAll('-', '')}`, 'https://pay.test/');
      return order(id);
    },
    order,
    async standing(userId) {
      const { balance } = await ledger.balance(userId);
      const user = await database.read.row<{ restricted: number }>(
        sql`SELECT restricted FROM account WHERE user_id = ${userId} AND kind = 'user'`,
      );
      const debt = await database.read.row<{ posted: number }>(
        sql`SELECT posted FROM account WHERE id = ${debtAccount(userId)}`,
      );
      return { balance, owed: -(debt?.posted ?? 0) + 0, restricted: user?.restricted === 1 };
    },
    async spend(userId, used) {
      spent += 1;
      const movement = { userId, account: 'user', delta: -used, kind: 'adjust' } as const;
      const counterparty = SYSTEM_ACCOUNTS.adjustments;
      const rest = {
        counterparty,
        idemKey: `adjust:${spent}`,
        usage: { type: 'adjustment' },
      } as const;
      await database.run((tx) => postings.post(tx, { ...movement, ...rest }));
    },
    findings: async () => (await withSnapshot(url, audit)).findings,
    async close() {
      await database.close();
      await remove();
    },
  };
}

/** What Stripe says of an order's session when it is paid. */
export function sessionOf(order: Order, payment: SessionFacts['payment'] = 'paid'): SessionFacts {
  return {
    sessionId: order.sessionId ?? '',
    orderId: order.id,
    userId: order.userId,
    mode: 'payment',
    amount: order.amount,
    currency: order.currency,
    paymentIntent: `pi_${order.id.replaceAll('-', '')}`,
    payment,
    refundedAmount: undefined,
  };
}

/** What Stripe says of the charge of an order when so much was refunded. */
export function chargeOf(order: Order, refundedAmount: number) {
  const paymentIntent = sessionOf(order).paymentIntent;
  return { chargeId: 'ch_1', paymentIntent, orderId: order.id, currency: 'usd', refundedAmount };
}
