import type { Problem } from '@prome-dify/contracts';
import { enginesFor } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import { Shop } from '../shop.fixture';

describe.each(await enginesFor(import.meta.filename))('beginning a purchase on $name', (engine) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(engine);
  });
  afterEach(async () => {
    expect(await shop.findings()).toEqual([]);
  });
  afterAll(() => shop.close());

  it('leads every repetition with the same key to the same checkout', async () => {
    const buyer = await shop.newBuyer();
    const before = shop.emulator.sessions().length;
    const key = { 'idempotency-key': 'once' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => buyer.checkout('starter-pack', key)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.url}`)).size).toBe(1);
    expect(shop.emulator.sessions()).toHaveLength(before + 1);
    expect(await buyer.purchases()).toHaveLength(1);
    expectProblem(await buyer.checkout('plus-pack', key), 422, 'idempotency_mismatch');
    const other = await shop.newBuyer();
    expect((await other.checkout('plus-pack', key)).status).toBe(200);
  });

  it.each([
    { priceUsd: 1 },
    { tokens: 1e9 },
    { quantity: 1000 },
    { currency: 'eur' },
    { stripePriceId: 'price_1' },
    { userId: 'other' },
    { success_url: 'https://evil.test' },
  ])('takes nothing from the buyer but the choice: %j is refused', async (extra) => {
    const buyer = await shop.newBuyer();
    const answer = await buyer.call<Problem>('/api/billing/checkout', {
      body: { packageId: 'starter-pack', ...extra },
    });
    expectProblem(answer, 400, 'validation_failed');
    expect(await buyer.purchases()).toEqual([]);
  });

  it.each([[undefined], [null], [1], [['starter-pack']], [{ $ne: null }], ['']])(
    'refuses %j as a package',
    async (packageId) => {
      const buyer = await shop.newBuyer();
      const answer = await buyer.call('/api/billing/checkout', { body: { packageId } });
      expectProblem(answer, 400, 'validation_failed');
    },
  );

  it('knows no package that is not for sale', async () => {
    const buyer = await shop.newBuyer();
    expectProblem(await buyer.checkout('no-such-pack'), 404, 'not_found');
  });

  it('returns to the configured client, whatever the request says of hosts', async () => {
    const buyer = await shop.newBuyer();
    const headers = {
      origin: 'https://evil.test',
      'x-forwarded-host': 'evil.test',
      referer: 'https://evil.test/',
    };
    const { status } = await buyer.checkout('starter-pack', headers);
    expect(status).toBe(200);
    expect(JSON.stringify(shop.emulator.sessions().at(-1))).not.toContain('evil');
  });

  it('tells of a purchase to its buyer only, paid or not, as often as asked', async () => {
    const [buyer, other] = [await shop.newBuyer(), await shop.newBuyer()];
    await buyer.checkout();
    const session = shop.lastSession();
    expect((await buyer.confirm(session)).body.purchase).toMatchObject({ state: 'pending' });
    expectProblem(await other.confirm(session), 404, 'not_found');
    for (const unknown of ['cs_test_unknown', 'nonsense', '%00', '..%2f']) {
      expectProblem(await buyer.confirm(unknown), 404, 'not_found');
    }
    shop.emulator.dropWebhooks(true);
    await shop.emulator.pay(session);
    for (let time = 0; time < 3; time += 1) {
      expect((await buyer.confirm(session)).body).toMatchObject({
        balance: 2000,
        purchase: { state: 'paid', tokensCredited: 1000 },
      });
    }
    shop.emulator.dropWebhooks(false);
  });
});
