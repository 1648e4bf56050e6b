import { enginesFor } from '@prome-dify/testing';
import { uuidv7 } from 'uuidv7';
import { sql } from '../../platform/database';
import { sessionParams } from '../checkout/session-params';
import type { Books } from '../fulfilment/books.fixture';
import type { Order } from '../orders/order';
import { OrderSchedule } from '../orders/order-schedule.repository';
import { OrderRepository } from '../orders/order.repository';
import { EventEffects } from '../webhook/event-effects';
import { EventInbox } from '../webhook/event-inbox.repository';
import { EventProcessor } from '../webhook/event-processor';
import { MissedEvents } from './missed-events';
import { SilentStripe } from './stripe.fixture';

const DAY_MS = 86_400_000;

describe.each(await enginesFor(import.meta.filename))(
  'events that were missed on $name',
  (engine) => {
    let stripe: SilentStripe;
    let books: Books;
    let inbox: EventInbox;
    let missed: MissedEvents;
    beforeEach(async () => {
      stripe = await SilentStripe.open(engine);
      ({ books } = stripe);
      const { gateway } = stripe;
      inbox = new EventInbox(books.database);
      const orders = new OrderRepository(books.database);
      const effects = new EventEffects(gateway, orders, books.fulfilment);
      const processor = new EventProcessor(books.database, gateway, effects, inbox);
      missed = new MissedEvents(gateway, new OrderSchedule(books.database), inbox, processor);
    });
    afterEach(async () => {
      expect(await books.findings()).toEqual([]);
      await stripe.close();
    });

    const paid = (daysAgo: number) => stripe.paid(daysAgo * DAY_MS);

    const run = async (
      change: { from?: number; undelivered?: boolean; signal?: AbortSignal } = {},
    ) => {
      const notes: number[] = [];
      const note = async (readTo: number) => void notes.push(readTo);
      const signal = new AbortController().signal;
      const rest = { from: undefined, undelivered: true, signal, ...change };
      return { count: await missed.run({ ...rest, note }), notes };
    };

    const stateOf = async ({ id }: Order) => (await books.order(id)).state;
    const now = () => Math.floor(Date.now() / 1000);

    it('are read from the first order on, day by day, and are known the next time', async () => {
      const orders = [await paid(20), await paid(7.5), await paid(0)];
      const { count, notes } = await run();
      expect(count).toBe(3);
      expect(await Promise.all(orders.map(stateOf))).toEqual(['paid', 'paid', 'paid']);
      expect([20, 21]).toContain(notes.length);
      expect(notes.at(-1)).toBeGreaterThan(now() - 10);
      expect((await run()).count).toBe(0);
      const rows = await books.database.read.rows<{ source: string; status: string }>(
        sql`SELECT source, status FROM stripe_event`,
      );
      expect(rows).toEqual(Array(3).fill({ source: 'reconcile', status: 'processed' }));
    });

    it('are read from where it ended, with an hour of overlap', async () => {
      const [old, late, fresh] = [await paid(1), await paid(0.5), await paid(0)];
      const { count, notes } = await run({ from: now() - 12.5 * 3600 });
      expect([count, notes]).toEqual([2, [expect.any(Number)]]);
      expect([await stateOf(old), await stateOf(late), await stateOf(fresh)]).toEqual([
        'created',
        'paid',
        'paid',
      ]);
    });

    it('are not looked for before the first order, nor where Stripe has forgotten them', async () => {
      expect(await run()).toEqual({ count: 0, notes: [] });
      await paid(100);
      const { count, notes } = await run();
      expect(count).toBe(0);
      expect([30, 31]).toContain(notes.length);
    });

    it('are all there when they fill more than a page', async () => {
      const order = await paid(0);
      for (let n = 0; n < 120; n += 1) {
        const params = sessionParams({ ...order, id: uuidv7() }, 'http://client.test');
        await stripe.emulator.pay((await stripe.gateway.createSession(params, `other-${n}`)).id);
      }
      expect((await run()).count).toBe(121);
      expect(await stateOf(order)).toBe('paid');
    });

    it('stay for the next time when the process has to stop', async () => {
      await paid(3);
      const signal = AbortSignal.abort(new Error('the process stops'));
      await expect(run({ signal })).rejects.toThrow('the process stops');
      expect((await run()).count).toBe(1);
    });

    it('are stored, and tried again later, when they cannot take effect yet', async () => {
      const order = await paid(0);
      await run();
      const { payment_intent: intent } = stripe.emulator.sessions()[0] ?? {};
      await fetch(`${stripe.emulator.url}/v1/refunds`, {
        method: 'POST',
        headers: { authorization: `Bearer ${SilentStripe.KEY}` },
        body: new URLSearchParams({ payment_intent: intent as string }),
      });
      stripe.emulator.failNext({ kind: 500, path: /charges/, times: 9 });
      expect((await run()).count).toBe(1);
      expect(await books.order(order.id)).toMatchObject({ refundedAmount: 0 });
      stripe.emulator.calm();
      await books.database.run((tx) =>
        tx.execute(sql`UPDATE stripe_event SET next_attempt_at = 0`),
      );
      const due = (await inbox.due()).map((payload) => JSON.parse(payload) as { type: string });
      expect(due.map(({ type }) => type)).toEqual(['charge.refunded']);
    });
  },
);
