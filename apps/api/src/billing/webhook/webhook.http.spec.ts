import { SEED, tries } from '@prome-dify/testing/random';
import { enginesFor, until } from '@prome-dify/testing';
import fc from 'fast-check';
import Stripe from 'stripe';
import type { Buyer } from '../shop.fixture';
import { eventOf, Shop, WEBHOOK_SECRET } from '../shop.fixture';

describe.each(await enginesFor(import.meta.filename))('the webhook on $name', (engine) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(engine);
  });
  beforeEach(() => shop.emulator.dropWebhooks(true));
  afterEach(async () => {
    shop.emulator.calm();
    expect(await shop.findings()).toEqual([]);
  });
  afterAll(() => shop.close());

  /** A buyer at a checkout that was paid, with the event that nobody has heard of yet. */
  async function paid(): Promise<{ buyer: Buyer; event: unknown; session: object }> {
    const buyer = await shop.newBuyer();
    await buyer.checkout();
    const session = await shop.emulator.pay(shop.lastSession());
    const event = shop.emulator.events().findLast(({ type }) => type.endsWith('completed'));
    return { buyer, event, session };
  }

  const purchases = async (buyer: Buyer) =>
    (await buyer.usage()).filter(({ type }) => type === 'purchase');

  it('credits once when the same event arrives five times at once, and again later', async () => {
    const { buyer, event } = await paid();
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.post(event)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await buyer.balance()).toBe(2000);
    expect((await shop.post(event)).status).toBe(200);
    expect(await buyer.balance()).toBe(2000);
    expect(await purchases(buyer)).toHaveLength(1);
  });

  it('credits once when events and the returning browser race', async () => {
    const { buyer, event, session } = await paid();
    const { id } = session as { id: string };
    const told = [event, event, eventOf('checkout.session.completed', session)];
    await Promise.all([
      ...told.map((each) => shop.post(each)),
      ...told.map(() => buyer.confirm(id)),
    ]);
    expect(await buyer.balance()).toBe(2000);
    expect(await purchases(buyer)).toHaveLength(1);
  });

  it('credits a delayed payment when the money is there, not before', async () => {
    shop.emulator.dropWebhooks(false);
    const buyer = await shop.newBuyer();
    await buyer.checkout();
    const session = shop.lastSession();
    await shop.emulator.payLater(session);
    expect(await buyer.purchases()).toMatchObject([{ state: 'processing', tokensCredited: 0 }]);
    expect(await buyer.balance()).toBe(1000);
    await shop.emulator.settle(session, 'succeeded');
    await until('the money is credited', async () => (await buyer.balance()) === 2000);
    expect(await buyer.purchases()).toMatchObject([{ state: 'paid', tokensCredited: 1000 }]);
  });

  it.each([
    ['another amount', { amount_total: 1 }],
    ['another currency', { currency: 'eur' }],
    ['a subscription', { mode: 'subscription' }],
    ["somebody else's name", { client_reference_id: 'somebody-else' }],
  ])('puts a payment of %s aside and credits nothing', async (_, change) => {
    const { buyer, session } = await paid();
    const event = eventOf('checkout.session.completed', { ...session, ...change });
    expect((await shop.post(event)).status).toBe(200);
    expect(await buyer.balance()).toBe(1000);
    expect(await buyer.purchases()).toMatchObject([{ state: 'review', tokensCredited: 0 }]);
  });

  it.each([
    ['an order that is not ours', { metadata: { order_id: 'nobodys' } }],
    ['no order at all', { metadata: {} }],
    ['a session that is unpaid', { payment_status: 'unpaid', status: 'open' }],
  ])('takes note of %s and credits nothing', async (_, change) => {
    const { buyer, session } = await paid();
    const event = eventOf('checkout.session.completed', { ...session, ...change });
    expect((await shop.post(event)).status).toBe(200);
    expect(await buyer.balance()).toBe(1000);
  });

  it('takes note of an event of the other mode and credits nothing', async () => {
    const { buyer, session } = await paid();
    const event = { ...eventOf('checkout.session.completed', session), livemode: true };
    expect((await shop.post(event)).status).toBe(200);
    expect(await buyer.balance()).toBe(1000);
  });

  it('asks Stripe to come again when an effect has to wait, and then makes up for it', async () => {
    const { buyer, event } = await paid();
    await shop.post(event);
    const charge = shop.emulator.events().findLast(({ type }) => type.startsWith('charge'));
    const told = charge ?? eventOf('refund.updated', { id: 're_1', charge: 'ch_unknown' });
    shop.emulator.failNext({ kind: 500, method: 'GET', path: /charges/, times: 20 });
    expect((await shop.post(told)).status).toBeGreaterThanOrEqual(500);
    expect(await buyer.balance()).toBe(2000);
  });

  describe('refuses what Stripe did not sign', () => {
    const now = () => Math.floor(Date.now() / 1000);
    const payload = JSON.stringify(eventOf('checkout.session.completed', { id: 'cs_1' }));
    const signed = (at: number, secret = WEBHOOK_SECRET, text = payload) =>
      Stripe.webhooks.generateTestHeaderString({ payload: text, secret, timestamp: at });
    const forgeries: readonly (readonly [string, () => Record<string, string>])[] = [
      ['no signature', () => ({})],
      ['an empty signature', () => ({ 'stripe-signature': '' })],
      ['nonsense', () => ({ 'stripe-signature': 't=1,v1=00' })],
      ['another secret', () => ({ 'stripe-signature': signed(now(), 'whsec_other') })],
      ['another body', () => ({ 'stripe-signature': signed(now(), WEBHOOK_SECRET, '{}') })],
      ['a signature that is 301 s old', () => ({ 'stripe-signature': signed(now() - 301) })],
      ['a signature from the future', () => ({ 'stripe-signature': signed(now() + 310) })],
      ['ten years ahead', () => ({ 'stripe-signature': signed(now() + 315_360_000) })],
      ['the wrong scheme', () => ({ 'stripe-signature': signed(now()).replace('v1=', 'v0=') })],
    ];

    it.each(forgeries)('%s', async (_, headers) => {
      expect(await shop.post(payload, headers())).toEqual({ status: 400, code: 'webhook_invalid' });
    });

    it.each([
      ...['null', '[]', '{}', '"text"', '1', '{"id":"evt_1"}', 'not JSON'],
      JSON.stringify({ id: 'x'.repeat(10_000), type: 'a', data: { object: {} } }),
      JSON.stringify({ id: 'evt_1', object: 'v2.core.event', type: 'a', data: { object: {} } }),
      JSON.stringify({ id: 'evt_1', type: 'a', data: { object: null } }),
    ])('a signed body that is no event: %.60s', async (body) => {
      expect(await shop.post(body)).toEqual({ status: 400, code: 'webhook_invalid' });
    });

    it('accepts the right signature among wrong ones, as while a secret is replaced', async () => {
      const right = signed(now());
      const header = `${right},v1=${'0'.repeat(64)}`;
      expect((await shop.post(payload, { 'stripe-signature': header })).status).toBe(200);
    });

    it(`bodies and headers of all kinds, without an accident (seed ${SEED})`, async () => {
      const header = fc.oneof(
        fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
        fc
          .tuple(fc.nat(), fc.string({ unit: 'grapheme-ascii', maxLength: 64 }))
          .map(([at, signature]) => `t=${at},v1=${signature}`),
      );
      const body = fc.oneof(fc.json(), fc.string({ minLength: 1 }));
      await fc.assert(
        fc.asyncProperty(body, header, async (text, value) => {
          const { status } = await shop.post(text, { 'stripe-signature': value.trim() });
          expect(status).toBe(400);
        }),
        tries(150),
      );
    });
  });

  it('does not mind members that are new, deep or named strangely', async () => {
    const { buyer, session } = await paid();
    const deep = `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`;
    const event = JSON.stringify(eventOf('checkout.session.completed', session)).replace(
      /^\{/,
      `{"__proto__":{"x":1},"constructor":{"prototype":{"y":1}},"deep":${deep},`,
    );
    expect((await shop.post(event)).status).toBe(200);
    expect(await buyer.balance()).toBe(2000);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
