import { writeFile } from 'node:fs/promises';
import { enginesFor, sqlite } from '@prome-dify/testing';
import type { Buyer } from '../billing/shop.fixture';
import { Shop, STRIPE_KEY } from '../billing/shop.fixture';
import { sql, sqlitePath } from '../platform/database';
import { runCli } from './spec-support/run-cli';

const STRANGER = '01a20337-0000-7000-8000-00000000dead';

const compare = (shop: Shop, env: Readonly<Record<string, string>> = {}) =>
  runCli(['stripe:reconcile'], {
    DATABASE_URL: shop.databaseUrl,
    STRIPE_SECRET_KEY: STRIPE_KEY,
    STRIPE_API_BASE: shop.emulator.url,
    ...env,
  });

describe.each(await enginesFor(import.meta.filename))('stripe:reconcile on $name', (engine) => {
  let shop: Shop;
  let buyer: Buyer;
  beforeAll(async () => {
    shop = await Shop.open(engine);
  });
  beforeEach(async () => {
    buyer = await shop.newBuyer();
  });
  afterAll(() => shop.close());

  async function paid(): Promise<string> {
    await buyer.checkout();
    await shop.emulator.pay(shop.lastSession());
    return shop.lastSession();
  }

  it('shows two empty books that agree', async () => {
    const { code, stdout, stderr } = await compare(shop);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/Both books agree\.\n$/);
  });

  it('shows both books side by side, beside the server that writes one of them', async () => {
    await paid();
    await shop.refund(await paid(), 333);
    await shop.emulator.dispute(await paid());
    await buyer.checkout();
    const { code, stdout } = await compare(shop);
    expect(stdout.split('\n')).toEqual([
      '                   here   Stripe   difference',
      'payments in USD       3        3            0',
      'paid, USD         29.97    29.97         0.00',
      'refunded, USD      3.33     3.33         0.00',
      'disputed, USD      9.99     9.99         0.00',
      '',
      '         posted     due   difference',
      'tokens    1,667   1,667            0',
      '',
      'Both books agree.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('names every difference and exits with 1, and heals none', async () => {
    const [refunded, free, unpaid] = [await paid(), await paid(), await paid()];
    await shop.payForOrder(STRANGER, 500);
    await shop.whileClosed((database) =>
      database.run(async (tx) => {
        await tx.execute(sql`UPDATE checkout_order SET refunded_amount = 100
          WHERE session_id = ${refunded}`);
        await tx.execute(sql`UPDATE checkout_order SET payment_intent = 'pi_of_nobody', id = 'gift'
          WHERE session_id = ${free}`);
        await tx.execute(sql`UPDATE checkout_order SET state = 'review', paid_at = NULL,
          tokens_posted = 0, dispute_state = 'lost' WHERE session_id = ${unpaid}`);
      }),
    );
    const before = await buyer.purchases();
    const { code, stdout, stderr } = await compare(shop);
    expect([code, stderr]).toEqual([1, '']);
    const lines = stdout.split('\n');
    expect(lines).toContain('payments in USD       5        7           -2');
    const differences = lines.filter((line) => line.startsWith('I'));
    const anonymous = (line: string) =>
      line.replaceAll(/[0-9a-f-]{36}/g, (id) => (id === STRANGER ? 'unknown' : 'ours'));
    expect(differences.map((line) => anonymous(line).replace(/pi_\w+/, 'pi')).toSorted()).toEqual([
      'I10  order gift: paid here, and there is no payment at Stripe',
      'I10  order ours: dispute: lost here, none at Stripe',
      'I10  order ours: paid at Stripe with pi, review here',
      'I10  order ours: refunded 1.00 USD here, 0.00 USD at Stripe',
      'I10  payment pi: 5.00 USD for the order unknown, which is not here',
      'I10  payment pi: 9.99 USD for the order ours, which is not here',
      'I9  order ours: 1000 tokens are posted, 900 follow from its facts',
    ]);
    expect(stdout).toMatch(/The books do NOT agree: 7 differences\.\n$/);
    expect(await buyer.purchases()).toEqual(before);
  });
});

describe('stripe:reconcile', () => {
  it('says nothing of the books when Stripe does not answer, and exits with 2', async () => {
    const shop = await Shop.open(sqlite);
    for (const kind of [401, 'reset', 'html'] as const) {
      shop.emulator.failNext({ kind, times: 9 });
      const { code, stdout, stderr } = await compare(shop);
      expect([kind, code, stdout]).toEqual([kind, 2, '']);
      expect(stderr).toMatch(/^The books could not be compared: Stripe did not answer .*\n$/);
      expect(stderr).not.toContain('canary');
      shop.emulator.calm();
    }
    await shop.close();
  });

  it.each([
    ['without a key', {}, /STRIPE_SECRET_KEY/],
    ['with something that is no key', { STRIPE_SECRET_KEY: 'canary' }, /STRIPE_SECRET_KEY/],
    ['without a database', { STRIPE_SECRET_KEY: STRIPE_KEY, DATABASE_URL: 'file:./none' }, /yet/],
  ])('exits with 2 %s, and says so without a secret', async (_, env, reason) => {
    const { url, remove } = await sqlite.createDatabase();
    await writeFile(sqlitePath(url), '');
    const { code, stdout, stderr } = await runCli(['stripe:reconcile'], {
      DATABASE_URL: url,
      ...env,
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('canary');
    await remove();
  });
});
