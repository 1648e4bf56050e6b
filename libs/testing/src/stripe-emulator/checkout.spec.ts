import type { Shop } from './shop.fixture';
import { CHECKOUT, openShop, sdkFor } from './shop.fixture';

const HOUR = 3600;

describe('checkout sessions by the real SDK', () => {
  let shop: Shop;
  let now = Date.now();
  beforeEach(async () => {
    now = Date.now();
    shop = await openShop({ now: () => now });
  });
  afterEach(() => shop.close());

  it('opens a session that carries what was asked for', async () => {
    const session = await shop.checkout();
    expect(session).toMatchObject({
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: 999,
      currency: 'usd',
      client_reference_id: 'user-1',
      metadata: { order_id: 'order-1' },
      adaptive_pricing: { enabled: false },
      livemode: false,
      payment_intent: null,
      success_url: CHECKOUT.success_url,
    });
    expect(session.url).toBe(`http://localhost:${shop.emulator.port}/pay/${session.id}`);
    expect(session.lastResponse.requestId).toMatch(/^req_/);
  });

  it('sums its lines, of prices made in the dashboard too', async () => {
    const price = await shop.stripe.prices.create({
      currency: 'usd',
      unit_amount: 250,
      product_data: { name: 'Mug' },
    });
    const session = await shop.checkout({
      line_items: [{ price: price.id, quantity: 3 }, ...(CHECKOUT.line_items ?? [])],
    });
    expect(session.amount_total).toBe(3 * 250 + 999);
    const items = await shop.stripe.checkout.sessions.listLineItems(session.id);
    expect(items.data.map((item) => item.description)).toEqual(['Mug', 'Starter Pack']);
  });

  it('retrieves, expands and lists newest first, page by page', async () => {
    const sessions = [await shop.checkout(), await shop.checkout(), await shop.checkout()];
    const [first] = sessions;
    const one = await shop.stripe.checkout.sessions.retrieve(first?.id ?? '', {
      expand: ['line_items'],
    });
    expect(one.line_items?.data).toHaveLength(1);
    const listed: string[] = [];
    for await (const session of shop.stripe.checkout.sessions.list({ limit: 2 })) {
      listed.push(session.id);
    }
    expect(listed).toEqual(sessions.map(({ id }) => id).reverse());
    const created = { gte: Math.floor(now / 1000) + 1 };
    expect((await shop.stripe.checkout.sessions.list({ created })).data).toEqual([]);
  });

  it('expires on demand and tells the shop', async () => {
    const { id } = await shop.checkout();
    const expired = await shop.stripe.checkout.sessions.expire(id);
    expect(expired).toMatchObject({ status: 'expired', url: null });
    expect(shop.emulator.events().map(({ type }) => type)).toEqual(['checkout.session.expired']);
    await expect(shop.stripe.checkout.sessions.expire(id)).rejects.toThrow(/can be expired/);
  });

  it('expires by itself when its time is over', async () => {
    const expires_at = Math.floor(now / 1000) + HOUR;
    const { id } = await shop.checkout({ expires_at });
    now += (HOUR + 1) * 1000;
    const session = await shop.stripe.checkout.sessions.retrieve(id);
    expect(session.status).toBe('expired');
    await expect(shop.emulator.pay(id)).rejects.toThrow(/expired/);
  });

  const refusals: [string, object, string][] = [
    ['no mode', { mode: undefined }, 'mode'],
    ['a mode that is not here', { mode: 'subscription' }, 'mode'],
    ['no lines', { line_items: [] }, 'line_items'],
    ['a line without a price', { line_items: [{ quantity: 1 }] }, 'line_items[0][price]'],
    ['an unknown price', { line_items: [{ price: 'price_x' }] }, 'line_items[0][price]'],
    ['no success_url', { success_url: undefined }, 'success_url'],
    ['a script as cancel_url', { cancel_url: 'javascript:alert(1)' }, 'cancel_url'],
    ['an expiry too soon', { expires_at: 60 }, 'expires_at'],
    ['a misspelt parameter', { clientReferenceId: 'x' }, 'clientReferenceId'],
    [
      'a negative amount',
      {
        line_items: [
          { price_data: { currency: 'usd', unit_amount: -1, product_data: { name: 'x' } } },
        ],
      },
      'line_items[0][price_data][unit_amount]',
    ],
  ];
  it.each(refusals)('refuses %s, naming the parameter', async (_name, change, param) => {
    const params = { ...CHECKOUT, ...change };
    await expect(shop.stripe.checkout.sessions.create(params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param,
    });
    expect(shop.emulator.sessions()).toEqual([]);
  });

  it('answers unknown ids and addresses with 404', async () => {
    await expect(shop.stripe.checkout.sessions.retrieve('cs_test_x')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(shop.stripe.customers.list()).rejects.toMatchObject({ statusCode: 404 });
  });

  it.each(['sk_live_shop', 'nonsense'])('lets nobody in with the key %s', async (key) => {
    const stranger = sdkFor(shop.emulator, key);
    await expect(stranger.checkout.sessions.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
  });
});
