import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { SessionRefresh } from '../fulfilment/session-refresh';
import type { Order } from '../orders/order';
import { OrderSchedule } from '../orders/order-schedule.repository';
import { StripeGateway } from '../stripe/stripe-gateway';
import { inParallel } from './in-parallel';
import { LostSessions } from './lost-sessions';

const BATCH = 100;
/** Orders that are asked for at the same time. */
const WIDTH = 4;
/** So many failures and the rest waits for the next round. */
const FAILURES_MAX = 5;
const WAIT_MAX_MS = 6 * 3_600_000;
/** A checkout is open for two hours at the most; what has none by then never will. */
const HOPELESS_MS = 3 * 3_600_000;

/** Looks undecided orders up at Stripe: often while they are young, then more and more seldom. */
@Injectable()
export class OrderChecks {
  private readonly logger = new Logger(OrderChecks.name);

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'RECONCILE_MS'>,
    private readonly schedule: OrderSchedule,
    private readonly sessions: LostSessions,
    private readonly refresh: SessionRefresh,
    private readonly stripe: StripeGateway,
  ) {}

  /** Checks all orders that are due; answers how many. */
  async run(signal: AbortSignal): Promise<number> {
    let count = 0;
    let failures = 0;
    for (;;) {
      const orders = await this.schedule.due(Date.now(), BATCH);
      const lost = orders.filter(({ sessionId }) => sessionId === null);
      const found = await this.sessions.find(lost, signal);
      await inParallel(orders, WIDTH, async (order) => {
        signal.throwIfAborted();
        const sessionId = order.sessionId ?? found.get(order.id);
        if (sessionId === undefined) return this.later(order);
        const isDone = await this.tryCheck(order, sessionId);
        failures += isDone ? 0 : 1;
        if (failures >= FAILURES_MAX) throw new Error('Stripe does not tell of orders');
      });
      count += orders.length;
      if (orders.length < BATCH) return count;
    }
  }

  /** One order that cannot be checked does not keep the others from it. */
  private async tryCheck(order: Order, sessionId: string | null): Promise<boolean> {
    try {
      await this.check(order, sessionId);
      return true;
    } catch (error) {
      this.logger.warn({ orderId: order.id, err: error }, 'an order could not be checked');
      return false;
    } finally {
      await this.later(order);
    }
  }

  /** After as long again as the order is old already. */
  private async later({ id, createdAt }: Order): Promise<void> {
    const now = Date.now();
    const wait = Math.min(Math.max(now - createdAt, this.config.RECONCILE_MS), WAIT_MAX_MS);
    await this.schedule.checkAgainAt(id, now + wait);
  }

  private async check(order: Order, sessionId: string | null): Promise<void> {
    const session = sessionId === null ? undefined : await this.refresh.refresh(sessionId);
    const { id } = order;
    if (!session) {
      if (Date.now() - order.createdAt > HOPELESS_MS) await this.schedule.expire(id);
      return;
    }
    if (order.sessionId !== null) return;
    this.logger.warn({ orderId: id, sessionId }, 'found the checkout of an order that had lost it');
    if (this.stripe.isCheckoutPage(session.url)) {
      await this.schedule.noteUrl(id, session.id, session.url);
    }
  }
}
