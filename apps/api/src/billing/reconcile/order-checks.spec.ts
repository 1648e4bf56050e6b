import { enginesFor } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { SessionRefresh } from '../fulfilment/session-refresh';
import type { Order } from '../orders/order';
import { OrderSchedule } from '../orders/order-schedule.repository';
import { LostSessions } from './lost-sessions';
import { OrderChecks } from './order-checks';
import { SilentStripe } from './stripe.fixture';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PERIOD_MS = 10 * MINUTE_MS;
const MANY = 1_000;

describe.each(await enginesFor(import.meta.filename))(
  'checks of undecided orders on $name',
  (engine) => {
    let stripe: SilentStripe;
    let lost: LostSessions;
    let checks: OrderChecks;
    beforeEach(async () => {
      stripe = await SilentStripe.open(engine);
      const { books, gateway } = stripe;
      lost = new LostSessions(gateway);
      checks = new OrderChecks(
        { RECONCILE_MS: PERIOD_MS },
        new OrderSchedule(books.database),
        lost,
        new SessionRefresh(books.database, gateway, books.fulfilment),
        gateway,
      );
    });
    afterEach(async () => {
      expect(await stripe.books.findings()).toEqual([]);
      await stripe.close();
    });

    const { signal } = new AbortController();
    const run = () => checks.run(signal);
    const stateOf = async ({ id }: Order) => (await stripe.books.order(id)).state;

    /** How long from now an order waits for its next check. */
    async function waitOf({ id }: Order): Promise<number> {
      const row = await stripe.books.database.read.row<{ at: number }>(
        sql`SELECT next_check_at AS at FROM checkout_order WHERE id = ${id}`,
      );
      return (row?.at ?? 0) - Date.now();
    }

    it('come as seldom as the order is old, between a period and six hours', async () => {
      const ages = [MINUTE_MS, 20 * MINUTE_MS, HOUR_MS, 48 * HOUR_MS];
      const orders: Order[] = [];
      for (const age of ages) {
        const order = await stripe.order(age);
        const session = await stripe.session(order);
        await stripe.books.database.run((tx) =>
          tx.execute(sql`UPDATE checkout_order SET state = 'processing', session_id = ${session}
          WHERE id = ${order.id}`),
        );
        orders.push(order);
      }
      await run();
      const waits = [PERIOD_MS, 20 * MINUTE_MS, HOUR_MS];
      for (const [at, wait] of waits.entries()) {
        const order = orders[at];
        const waited = order ? await waitOf(order) : 0;
        expect(waited).toBeGreaterThan(wait - MINUTE_MS / 2);
        expect(waited).toBeLessThan(wait + MINUTE_MS / 2);
      }
      const oldest = orders[3];
      // Its checkout has ended meanwhile, and with it the order.
      expect(oldest && (await stateOf(oldest))).toBe('expired');
      expect(await run()).toBe(0);
    });

    it('find the lost checkouts of orders of any age, and end those that never had one', async () => {
      const found = [await stripe.paid(HOUR_MS), await stripe.paid(30 * HOUR_MS)];
      const [young, old] = [await stripe.order(2 * HOUR_MS), await stripe.order(31 * HOUR_MS)];
      const ids = await lost.find([...found, young, old], signal);
      expect([ids.get(young.id), ids.get(old.id)]).toEqual([null, null]);
      expect(await run()).toBe(4);
      expect(await Promise.all([...found, young, old].map(stateOf))).toEqual([
        ...['paid', 'paid', 'created', 'expired'],
      ]);
    });

    it('adopt no checkout that asks for something else', async () => {
      const order = await stripe.order(MINUTE_MS);
      await stripe.session({ ...order, amount: 1 });
      await run();
      expect(await stripe.books.order(order.id)).toMatchObject({ state: 'review', url: null });
    });

    it('take all orders that are due, however many', async () => {
      const orders = await Promise.all(Array.from({ length: 130 }, () => stripe.order(MINUTE_MS)));
      expect(await run()).toBe(130);
      expect(await waitOf(orders[129] as Order)).toBeGreaterThan(0);
    });

    it('give up soon when Stripe does not answer, and leave no order out for long', async () => {
      for (let n = 0; n < 30; n += 1) await stripe.paid(n * MINUTE_MS);
      stripe.emulator.failNext({ kind: 500, path: /sessions\/cs_/, times: MANY });
      await expect(run()).rejects.toThrow('Stripe does not tell');
      // Five failures, what was under way beside them, and one repetition of each.
      expect(MANY - stripe.emulator.faultsLeft()).toBeLessThanOrEqual(16);
      stripe.emulator.calm();
      expect(await run()).toBeGreaterThanOrEqual(22);
    });

    it('leave the others alone when one cannot be checked', async () => {
      const orders = [await stripe.paid(MINUTE_MS), await stripe.paid(MINUTE_MS)];
      stripe.emulator.failNext({ kind: 500, path: /sessions\/cs_/, times: 2 });
      await run();
      const states = await Promise.all(orders.map(stateOf));
      expect(states).toContain('paid');
    });

    it('stop between two orders when the process has to', async () => {
      await stripe.paid(MINUTE_MS);
      await expect(checks.run(AbortSignal.abort(new Error('stops')))).rejects.toThrow('stops');
    });
  },
);
