import type { Shop } from './shop.fixture';
import { openShop } from './shop.fixture';

describe('events', () => {
  let shop: Shop;
  let now = Date.now();
  beforeEach(async () => {
    now = Date.now();
    shop = await openShop({ now: () => now });
  });
  afterEach(() => shop.close());

  const completed = ['checkout.session.completed'];

  it('are delivered again until the shop takes them', async () => {
    shop.answers.push(500, 302, 404);
    await shop.emulator.pay((await shop.checkout()).id);
    expect(shop.emulator.deliveries().map(({ status, attempt }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 302],
      [3, 404],
      [4, 200],
    ]);
    expect(new Set(shop.received.map(({ id }) => id)).size).toBe(1);
  });

  it('are given up after the last attempt, and listed as undelivered', async () => {
    shop.answers.push(500, 500, 500, 500);
    await shop.emulator.pay((await shop.checkout()).id);
    expect(shop.received).toHaveLength(4);
    const lost = await shop.stripe.events.list({ types: completed, delivery_success: false });
    expect(lost.data.map(({ pending_webhooks }) => pending_webhooks)).toEqual([1]);
  });

  it('can be lost on the way and sent later', async () => {
    shop.emulator.dropWebhooks(true);
    await shop.emulator.pay((await shop.checkout()).id);
    expect(shop.received).toEqual([]);
    const { data } = await shop.stripe.events.list({ types: completed, delivery_success: false });
    expect(data).toHaveLength(1);
    const delivery = await shop.emulator.redeliver(data[0]?.id ?? '');
    expect(delivery).toMatchObject({ status: 200, attempt: 1, error: null });
    const left = await shop.stripe.events.list({ delivery_success: false });
    expect(left.data).toEqual([]);
  });

  it('keep the browser waiting no longer than allowed', async () => {
    await shop.close();
    shop = await openShop({ redirectWaitMs: 20, retryDelaysMs: [60_000] });
    const session = await shop.emulator.pay((await shop.checkout()).id);
    expect(session.payment_status).toBe('paid');
    expect(shop.received).toEqual([]);
  });

  it('report an endpoint that cannot be reached', async () => {
    await shop.close();
    shop = await openShop({ webhookUrl: () => null, retryDelaysMs: [0] });
    await shop.emulator.pay((await shop.checkout()).id);
    expect(shop.emulator.deliveries()).toMatchObject([{ status: null, attempt: 1 }]);
  });

  it('are found by type and time, and paged forwards and backwards', async () => {
    const start = Math.floor(now / 1000);
    for (let i = 0; i < 5; i += 1) {
      now += 1000;
      await shop.emulator.pay((await shop.checkout()).id);
    }
    const since = await shop.stripe.events.list({ types: completed, created: { gt: start + 2 } });
    expect(since.data.map(({ created }) => created - start)).toEqual([5, 4, 3]);
    const exact = await shop.stripe.events.list({ type: completed[0], created: start + 1 });
    const [oldest] = exact.data;
    const forwards: number[] = [];
    const pages = shop.stripe.events.list({
      types: completed,
      limit: 2,
      ending_before: oldest?.id,
    });
    for await (const event of pages) forwards.push(event.created - start);
    expect(forwards).toEqual([2, 3, 4, 5]);
    expect(await shop.stripe.events.retrieve(oldest?.id ?? '')).toMatchObject({
      created: start + 1,
    });
  });

  it('name the request that caused them', async () => {
    const { id } = await shop.checkout();
    const { lastResponse } = await shop.stripe.checkout.sessions.expire(
      id,
      {},
      { idempotencyKey: 'expire-1' },
    );
    expect(shop.emulator.events()[0]?.request).toEqual({
      id: lastResponse.requestId,
      idempotency_key: 'expire-1',
    });
  });
});
