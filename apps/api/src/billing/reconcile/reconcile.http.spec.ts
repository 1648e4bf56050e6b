import { SEED } from '@prome-dify/testing/random';
import { enginesFor, until } from '@prome-dify/testing';
import fc from 'fast-check';
import { sql } from '../../platform/database';
import type { Buyer } from '../shop.fixture';
import { Shop } from '../shop.fixture';
import { inParallel } from './in-parallel';

const PAYMENTS = 50;
const BUYERS = 5;

describe.each(await enginesFor(import.meta.filename))('the reconciler on $name', (engine) => {
  let shop: Shop;
  beforeAll(async () => {
    const env = { RECONCILE_MS: '500', HOLD_LEASE_MS: '1000', LOG_LEVEL: 'info' };
    // With no drain, a process that has not ended after five seconds ends with 1.
    shop = await Shop.open(engine, { ...env, DRAIN_MS: '0' });
  });
  beforeEach(() => shop.emulator.dropWebhooks(true));
  afterEach(async () => {
    shop.emulator.calm();
    shop.emulator.dropWebhooks(false);
    expect(await shop.findings()).toEqual([]);
  });
  afterAll(() => shop.close());

  /** A purchase that was paid, of which no webhook tells; the id of its session. */
  async function paid(buyer: Buyer): Promise<string> {
    await buyer.checkout();
    const session = shop.lastSession();
    await shop.emulator.pay(session);
    return session;
  }

  const logged = (text: string) => shop.server.log.join('').includes(text);

  const credited = (buyer: Buyer, balance: number) =>
    until(`the balance is ${balance}`, async () => (await buyer.balance()) === balance);

  it(`credits ${PAYMENTS} payments once although every webhook was lost, and when they come late`, async () => {
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => shop.newBuyer()));
    for (let n = 0; n < PAYMENTS; n += 1) {
      const buyer = buyers[n % BUYERS];
      const session = buyer && (await paid(buyer));
      if (buyer && session && n % 3 === 0) await buyer.confirm(session);
    }
    const full = 1000 + (PAYMENTS / BUYERS) * 1000;
    for (const buyer of buyers) await credited(buyer, full);
    for (const { id } of shop.emulator.events()) {
      expect((await shop.emulator.redeliver(id)).status).toBe(200);
    }
    for (const buyer of buyers) {
      expect(await buyer.balance()).toBe(full);
      expect((await buyer.usage()).filter(({ type }) => type === 'purchase')).toHaveLength(10);
    }
  });

  it(`credits once when webhooks, returning browsers and its own rounds race (seed ${SEED})`, async () => {
    const buyers = await Promise.all(Array.from({ length: BUYERS }, () => shop.newBuyer()));
    const known = shop.emulator.events().length;
    const sessions = [];
    for (const buyer of buyers) sessions.push({ buyer, id: await paid(buyer) });
    const events = shop.emulator.events().slice(known);
    const deliveries = fc.sample(
      fc.shuffledSubarray([...events, ...events, ...events, ...events, ...events], {
        minLength: events.length * 5,
      }),
      { seed: SEED, numRuns: 1 },
    )[0];
    await Promise.all([
      inParallel(deliveries ?? [], 8, async ({ id }) => {
        expect((await shop.emulator.redeliver(id)).status).toBe(200);
      }),
      inParallel(sessions, 4, async ({ buyer, id }) => {
        expect((await buyer.confirm(id)).status).toBe(200);
      }),
    ]);
    for (const buyer of buyers) {
      expect(await buyer.balance()).toBe(2000);
      expect((await buyer.usage()).filter(({ type }) => type === 'purchase')).toHaveLength(1);
    }
  });

  it('asks for each order when Stripe tells of no events at all', async () => {
    shop.emulator.failNext({ kind: 500, method: 'GET', path: /events/, times: 1_000 });
    const buyer = await shop.newBuyer();
    await paid(buyer);
    await credited(buyer, 2000);
  });

  it('learns from events what it cannot learn from orders', async () => {
    shop.emulator.failNext({ kind: 500, method: 'GET', path: /sessions/, times: 1_000 });
    const buyer = await shop.newBuyer();
    await paid(buyer);
    await credited(buyer, 2000);
  });

  it('finds the checkout of a process that was killed before it could note it', async () => {
    const buyer = await shop.newBuyer();
    const before = shop.emulator.sessions().length;
    shop.emulator.failNext({ kind: 'stall', method: 'POST', path: /sessions/, when: 'after' });
    const key = { 'idempotency-key': 'lost' };
    const hopeless = buyer.checkout('starter-pack', key).catch(() => 'cut');
    await until('Stripe has opened it', () => shop.emulator.sessions().length > before);
    await shop.whileClosed(async () => undefined, 'SIGKILL');
    expect(await hopeless).toBe('cut');
    await until('the order is adopted', () => logged('had lost it'));
    const again = await buyer.checkout('starter-pack', key);
    expect(again.body.url).toBe(shop.emulator.sessions().at(-1)?.url);
    expect(shop.emulator.sessions()).toHaveLength(before + 1);
    await shop.emulator.pay(shop.lastSession());
    await credited(buyer, 2000);
  });

  it('makes up for refunds and disputes of which it was not told', async () => {
    const buyer = await shop.newBuyer();
    const session = await paid(buyer);
    await credited(buyer, 2000);
    await shop.refund(session, 333);
    await credited(buyer, 1667);
    await shop.emulator.dispute(session);
    await credited(buyer, 1000);
    await shop.emulator.closeDispute(session, 'won');
    await credited(buyer, 1667);
  });

  it('keeps no process from stopping while Stripe lets it wait', async () => {
    await (await shop.newBuyer()).checkout();
    shop.emulator.failNext({ kind: 'stall', method: 'GET', path: /events/, times: 2 });
    await until('a round waits for Stripe', () => shop.emulator.faultsLeft() < 2);
    expect(await shop.server.stop()).toBe(0);
    await shop.whileClosed(async () => undefined);
  });

  it('ends an order that never had a checkout, hours later and not before', async () => {
    const [young, old] = [await shop.newBuyer(), await shop.newBuyer()];
    for (const buyer of [young, old]) {
      shop.emulator.failNext({ kind: 500, method: 'POST', path: /sessions/, times: 9 });
      await buyer.checkout();
      shop.emulator.calm();
    }
    const [order] = await old.purchases();
    await shop.whileClosed((database) =>
      database.run((tx) =>
        tx.execute(sql`UPDATE checkout_order SET next_check_at = 0,
          created_at = created_at - ${4 * 3_600_000} WHERE id = ${order?.id ?? ''}`),
      ),
    );
    await until('it is over', async () => (await old.purchases())[0]?.state === 'expired');
    expect(await young.purchases()).toMatchObject([{ state: 'pending' }]);
  });

  it('does once a day what events cannot tell: the delivered ones again, and both books', async () => {
    const buyer = await shop.newBuyer();
    const session = await paid(buyer);
    await credited(buyer, 2000);
    shop.emulator.dropWebhooks(false);
    await shop.emulator.dispute(session);
    expect(await buyer.balance()).toBe(1000);
    const stranger = '01a20337-0000-7000-8000-00000000dead';
    await shop.payForOrder(stranger, 500);
    // As if a webhook endpoint elsewhere had taken the last events.
    await shop.whileClosed((database) =>
      database.run(async (tx) => {
        await tx.execute(sql`DELETE FROM stripe_event WHERE type LIKE 'charge.dispute%'`);
        await tx.execute(sql`UPDATE checkout_order SET dispute_state = 'none',
          dispute_event_at = NULL WHERE session_id = ${session}`);
        await tx.execute(sql`UPDATE job_lease SET progress = '{}'`);
      }),
    );
    await until('the day is done', () => logged('the books do not agree'));
    expect(logged('not to us')).toBe(true);
    const differences = shop.server.log
      .join('')
      .split('\n')
      .filter((line) => line.includes('the books differ'));
    expect(differences.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        level: 50,
        invariant: 'I10',
        problem: `5.00 USD for the order ${stranger}, which is not here`,
      }),
    ]);
    expect(await buyer.purchases()).toMatchObject([{ state: 'paid', tokensCredited: 0 }]);
  });
});
