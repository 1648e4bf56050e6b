import Stripe from 'stripe';
import type { Shop } from './shop.fixture';
import { CHECKOUT, openShop } from './shop.fixture';

describe('a repeated request', () => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop();
  });
  afterEach(() => shop.close());

  const once = { idempotencyKey: 'checkout:order-1' };
  const create = (change: object = {}) =>
    shop.stripe.checkout.sessions.create({ ...CHECKOUT, ...change }, once);
  /** An SDK as a shop sets it up: it tries again by itself, and does not wait for ever. */
  const patient = () =>
    new Stripe('sk_test_shop', {
      host: shop.emulator.host,
      port: shop.emulator.port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 1,
      timeout: 100,
    });

  it('gets the first answer again, marked as such', async () => {
    const [first, second] = [await create(), await create()];
    expect(second.id).toBe(first.id);
    expect(shop.emulator.sessions()).toHaveLength(1);
    expect(second.lastResponse.headers).toMatchObject({
      'idempotent-replayed': 'true',
      'original-request': first.lastResponse.requestId,
    });
  });

  it('is refused with other parameters', async () => {
    await create();
    await expect(create({ client_reference_id: 'user-2' })).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
  });

  it('may be corrected when the first one was never begun', async () => {
    await expect(create({ line_items: [] })).rejects.toThrow(Stripe.errors.StripeError);
    expect((await create()).status).toBe('open');
  });

  it('keeps failing with a 500 that was kept', async () => {
    shop.emulator.failNext({ kind: 500 });
    await expect(create()).rejects.toMatchObject({ statusCode: 500 });
    await expect(create()).rejects.toMatchObject({ statusCode: 500 });
    expect(shop.emulator.sessions()).toEqual([]);
  });

  it.each([429, 503] as const)('works again after a %i', async (kind) => {
    shop.emulator.failNext({ kind, method: 'POST', path: /sessions$/ });
    await expect(create()).rejects.toMatchObject({ statusCode: kind });
    expect((await create()).status).toBe('open');
  });

  it.each(['reset', 'stall'] as const)(
    'after a %s that came behind the effect finds the same session',
    async (kind) => {
      shop.emulator.failNext({ kind, when: 'after' });
      const session = await patient().checkout.sessions.create(CHECKOUT, once);
      expect(shop.emulator.sessions().map(({ id }) => id)).toEqual([session.id]);
    },
  );

  it.each(['reset', 'stall', 'html', 'empty'] as const)(
    'is needed after a %s without effect',
    async (kind) => {
      shop.emulator.failNext({ kind, times: 2 });
      await expect(patient().checkout.sessions.create(CHECKOUT, once)).rejects.toThrow(
        Stripe.errors.StripeError,
      );
      expect(shop.emulator.sessions()).toEqual([]);
    },
  );

  it('can be given a strange answer', async () => {
    shop.emulator.failNext({ kind: { patch: { url: 'https://evil.test/' } } });
    expect((await create()).url).toBe('https://evil.test/');
  });
});
