import type { PurchaseReceiptAnswer } from '@prome-dify/contracts';
import { enginesFor, until } from '@prome-dify/testing';
import type { Buyer } from '../shop.fixture';
import { Shop } from '../shop.fixture';

describe.each(await enginesFor(import.meta.filename))('receipts on $name', (engine) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(engine);
  });
  afterEach(() => shop.emulator.calm());
  afterAll(() => shop.close());

  async function bought(): Promise<{ buyer: Buyer; sessionId: string; path: string }> {
    const buyer = await shop.newBuyer();
    await buyer.checkout();
    const sessionId = shop.lastSession();
    await shop.emulator.pay(sessionId);
    const [purchase] = await buyer.purchases();
    return { buyer, sessionId, path: `/api/billing/purchases/${purchase?.id}/receipt` };
  }

  it('are pages that say what was paid, and what was given back', async () => {
    const { buyer, sessionId, path } = await bought();
    const { status, body } = await buyer.call<PurchaseReceiptAnswer>(path);
    expect(status).toBe(200);
    const page = async () => (await fetch(body.url)).text();
    expect(await page()).toMatch(/Receipt.*\$9\.99/s);
    await shop.refund(sessionId, 300);
    expect(await page()).toContain('$3.00');
  });

  it('are for the buyer only, and only of what was paid', async () => {
    const { path } = await bought();
    const other = await shop.newBuyer();
    expect((await other.call(path)).status).toBe(404);
    await other.checkout();
    const [open] = await other.purchases();
    expect(open).toMatchObject({ hasReceipt: false, refundedAmount: 0, dispute: 'none' });
    const { status } = await other.call(`/api/billing/purchases/${open?.id}/receipt`);
    expect(status).toBe(404);
  });

  it('lead nowhere but to Stripe', async () => {
    const { buyer, path } = await bought();
    for (const receipt_url of ['https://evil.test/receipt', 'javascript:alert(1)', null]) {
      const latest_charge = { id: 'ch_1', object: 'charge', receipt_url };
      shop.emulator.failNext({ kind: { patch: { latest_charge } }, when: 'after' });
      expect((await buyer.call(path)).status).toBe(404);
    }
  });

  it('cannot be had while Stripe is away, and can afterwards', async () => {
    const { buyer, path } = await bought();
    shop.emulator.failNext({ kind: 500, times: 2 });
    expect(await buyer.call(path)).toMatchObject({
      status: 502,
      body: { code: 'payment_unavailable' },
    });
    shop.emulator.calm();
    expect((await buyer.call(path)).status).toBe(200);
  });

  it('stand beside what a refund and a dispute did to a purchase', async () => {
    const { buyer, sessionId } = await bought();
    await shop.refund(sessionId, 300);
    const seen = async () => (await buyer.purchases())[0];
    await until('the refund is noted', async () => (await seen())?.refundedAmount === 300);
    expect(await seen()).toMatchObject({ tokensCredited: 700, dispute: 'none', hasReceipt: true });
    await shop.emulator.dispute(sessionId);
    expect(await seen()).toMatchObject({ dispute: 'open', tokensCredited: 0 });
    await shop.emulator.closeDispute(sessionId, 'won');
    expect(await seen()).toMatchObject({ dispute: 'won', tokensCredited: 700 });
  });
});
