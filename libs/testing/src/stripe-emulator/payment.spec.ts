import type Stripe from 'stripe';
import type { Shop } from './shop.fixture';
import { idOf, openShop } from './shop.fixture';

describe('paying a checkout', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  const types = () => shop.received.map(({ type }) => type);

  it('completes the session, makes the payment, and the shop gets one signed event', async () => {
    const { id } = await shop.checkout();
    const session = await shop.emulator.pay(id);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(types()).toEqual(['checkout.session.completed']);
    expect(shop.received[0]?.data.object).toMatchObject({ id, payment_status: 'paid' });
    const intent = await shop.stripe.paymentIntents.retrieve(idOf(session.payment_intent), {
      expand: ['latest_charge'],
    });
    expect(intent).toMatchObject({
      status: 'succeeded',
      amount_received: 999,
      metadata: { order_id: 'order-1', kind: 'tokens' },
      latest_charge: { object: 'charge', amount: 999, paid: true, payment_intent: intent.id },
    });
    const charge = intent.latest_charge as Stripe.Charge;
    expect(await shop.stripe.charges.retrieve(charge.id)).toMatchObject({ id: charge.id });
  });

  it('does nothing the second time, even at once', async () => {
    const { id } = await shop.checkout();
    const paid = await Promise.all([1, 2, 3].map(() => shop.emulator.pay(id)));
    expect(new Set(paid.map((session) => session.payment_intent)).size).toBe(1);
    expect(types()).toEqual(['checkout.session.completed']);
  });

  it('by a delayed method is complete but unpaid, until the money arrives', async () => {
    const { id } = await shop.checkout();
    expect(await shop.emulator.payLater(id)).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
    });
    expect(await shop.emulator.settle(id, 'succeeded')).toMatchObject({ payment_status: 'paid' });
    await shop.emulator.settle(id, 'failed');
    expect(types()).toEqual([
      'checkout.session.completed',
      'checkout.session.async_payment_succeeded',
    ]);
    const { payment_intent } = await shop.stripe.checkout.sessions.retrieve(id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(payment_intent).toMatchObject({ latest_charge: { paid: true } });
  });

  it('by a delayed method may fail', async () => {
    const { id } = await shop.checkout();
    await shop.emulator.payLater(id);
    await shop.emulator.settle(id, 'failed');
    expect(types().at(-1)).toBe('checkout.session.async_payment_failed');
    const session = await shop.stripe.checkout.sessions.retrieve(id);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
  });

  it('with a declined card leaves the session open for another try', async () => {
    const { id } = await shop.checkout();
    const declined = await shop.emulator.decline(id);
    expect(declined).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    expect(shop.received).toEqual([]);
    const paid = await shop.emulator.pay(id);
    expect(paid.payment_intent).toBe(declined.payment_intent);
  });

  it('keeps the snapshot inside an event as it was', async () => {
    const { id } = await shop.checkout();
    await shop.emulator.payLater(id);
    await shop.emulator.settle(id, 'succeeded');
    expect(shop.received[0]?.data.object).toMatchObject({ payment_status: 'unpaid' });
  });
});

describe('refunding a payment', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  async function paidIntent(): Promise<string> {
    const session = await shop.emulator.pay((await shop.checkout()).id);
    return idOf(session.payment_intent);
  }

  it('in parts adds up on the charge, and each part tells the shop', async () => {
    const payment_intent = await paidIntent();
    await shop.stripe.refunds.create({ payment_intent, amount: 300 });
    const second = await shop.stripe.refunds.create({ payment_intent, amount: 699 });
    const charge = await shop.stripe.charges.retrieve(idOf(second.charge), {
      expand: ['refunds'],
    });
    expect(charge).toMatchObject({ amount_refunded: 999, refunded: true });
    expect(charge.refunds?.data.map(({ amount }) => amount)).toEqual([699, 300]);
    const told = () => shop.received.filter(({ type }) => type === 'charge.refunded');
    while (told().length < 2) await new Promise(setImmediate);
    expect(told().map(({ data }) => (data.object as Stripe.Charge).amount_refunded)).toEqual([
      300, 999,
    ]);
    const listed = await shop.stripe.refunds.list({ payment_intent });
    expect(listed.data[0]?.id).toBe(second.id);
    expect(await shop.stripe.refunds.retrieve(second.id)).toMatchObject({ amount: 699 });
  });

  it('never gives back more than was paid', async () => {
    const payment_intent = await paidIntent();
    await expect(shop.stripe.refunds.create({ payment_intent, amount: 1000 })).rejects.toThrow(
      /greater than unrefunded/,
    );
    await shop.stripe.refunds.create({ payment_intent, reason: 'requested_by_customer' });
    await expect(shop.stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
  });
});
