import { sqlite } from '@prome-dify/testing';
import { expectProblem } from '../../platform/spec-support/expect-problem';
import { Shop, STRIPE_KEY } from '../shop.fixture';

describe('beginning a purchase while Stripe is in trouble', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open(sqlite);
  });
  afterEach(async () => {
    shop.emulator.calm();
    expect(await shop.findings()).toEqual([]);
  });
  afterAll(() => shop.close());

  it.each([
    [401, 1],
    [403, 1],
    [404, 1],
    [429, 9],
    [500, 9],
    [503, 9],
    ['reset', 9],
    ['html', 9],
    ['empty', 9],
    [{ patch: { url: null } }, 1],
    [{ patch: { url: 'javascript:alert(1)' } }, 1],
    [{ patch: { url: 'https://evil.test/pay' } }, 1],
    [{ patch: { amount_total: 1 } }, 1],
  ] as const)(
    'says so when Stripe answers %j, and keeps the key to itself',
    async (kind, times) => {
      const buyer = await shop.newBuyer();
      shop.emulator.failNext({ kind, method: 'POST', path: /sessions/, times });
      const answer = await buyer.checkout();
      expectProblem(answer, 502, 'payment_unavailable');
      expect(JSON.stringify(answer.body)).not.toContain(STRIPE_KEY);
      expect(await buyer.balance()).toBe(1000);
      expect(await buyer.purchases()).toMatchObject([{ state: 'pending', tokensCredited: 0 }]);
    },
  );

  it('goes on when Stripe does not repeat the price', async () => {
    const buyer = await shop.newBuyer();
    const patch = { amount_total: null, currency: null };
    shop.emulator.failNext({ kind: { patch }, method: 'POST', path: /sessions/ });
    expect((await buyer.checkout()).status).toBe(200);
  });

  it('makes one session when the answer to the first call was lost', async () => {
    const buyer = await shop.newBuyer();
    const before = shop.emulator.sessions().length;
    shop.emulator.failNext({ kind: 'reset', method: 'POST', path: /sessions/, when: 'after' });
    expect((await buyer.checkout()).status).toBe(200);
    expect(shop.emulator.sessions()).toHaveLength(before + 1);
  });
});
