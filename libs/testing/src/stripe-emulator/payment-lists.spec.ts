import type { Shop } from './shop.fixture';
import { openShop } from './shop.fixture';

describe('charges and disputes by the real SDK', () => {
  let shop: Shop;
  let now = Date.now();
  beforeEach(async () => {
    now = Date.now();
    shop = await openShop({ now: () => now });
  });
  afterEach(() => shop.close());

  /** A paid session, a second after the one before. */
  async function paid(): Promise<string> {
    now += 1000;
    const { id } = await shop.checkout();
    await shop.emulator.pay(id);
    return id;
  }

  it('are listed newest first, by time, with what was refunded', async () => {
    const start = Math.floor(now / 1000);
    for (let i = 0; i < 3; i += 1) await paid();
    const { data } = await shop.stripe.charges.list({ created: { gt: start + 1 } });
    expect(data.map(({ created }) => created - start)).toEqual([3, 2]);
    await shop.stripe.refunds.create({ charge: data[0]?.id ?? '', amount: 99 });
    const again = await shop.stripe.charges.list({ limit: 1 });
    expect(again.data).toMatchObject([
      { amount: 999, amount_refunded: 99, metadata: { order_id: 'order-1' } },
    ]);
  });

  it('report a dispute from the withdrawal to the verdict', async () => {
    const [won, lost] = [await paid(), await paid()];
    for (const session of [won, lost]) await shop.emulator.dispute(session);
    await expect(shop.emulator.dispute(won)).rejects.toThrow();
    await shop.emulator.closeDispute(won, 'won');
    await shop.emulator.closeDispute(lost, 'lost');
    const { data } = await shop.stripe.disputes.list();
    expect(data.map(({ status, amount }) => [status, amount])).toEqual([
      ['lost', 999],
      ['won', 999],
    ]);
    const told = shop.received.map(({ type }) => type).filter((type) => /dispute/.test(type));
    expect(told.map((type) => type.replace('charge.dispute.', '')).toSorted()).toEqual([
      ...['closed', 'closed', 'created', 'created'],
      ...['funds_reinstated', 'funds_withdrawn', 'funds_withdrawn'],
    ]);
    const { data: charges } = await shop.stripe.charges.list();
    expect(charges.map(({ disputed }) => disputed)).toEqual([true, true]);
  });

  it('know nothing to dispute before the payment', async () => {
    const { id } = await shop.checkout();
    await expect(shop.emulator.dispute(id)).rejects.toThrow();
  });
});
