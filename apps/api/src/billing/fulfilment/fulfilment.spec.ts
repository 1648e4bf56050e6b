import { tries } from '@prome-dify/testing/random';
import { reachableEngines } from '@prome-dify/testing';
import fc from 'fast-check';
import { sql } from '../../platform/database';
import type { Order } from '../orders/order';
import type { Books } from './books.fixture';
import { chargeOf, openBooks, sessionOf } from './books.fixture';

describe.each(await reachableEngines())('Fulfilment on $name', (engine) => {
  let books: Books;
  let userId: string;
  let order: Order;

  beforeAll(async () => {
    books = await openBooks(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser();
    order = await books.newOrder(userId);
  });
  afterEach(async () => {
    expect(await books.findings()).toEqual([]);
  });
  afterAll(() => books.close());

  const pay = (of = order, change: object = {}) =>
    books.database.run((tx) => books.fulfilment.session(tx, { ...sessionOf(of), ...change }));
  const refund = (amount: number, canShrink = false) =>
    books.database.run((tx) =>
      books.fulfilment.charge(tx, order.id, chargeOf(order, amount), canShrink),
    );
  const dispute = (state: 'withdrawn' | 'won' | 'lost', at: number) =>
    books.database.run((tx) =>
      books.fulfilment.dispute(tx, order.id, {
        paymentIntent: sessionOf(order).paymentIntent ?? '',
        state,
        at,
      }),
    );
  const usage = () =>
    books.database.read.rows<{ type: string; tokensUsed: number; balanceAfter: number }>(sql`
      SELECT type, tokens_used AS "tokensUsed", balance_after AS "balanceAfter" FROM usage_event
      WHERE user_id = ${userId} ORDER BY id`);

  it('credits a payment and writes its line in the history', async () => {
    await pay();
    expect(await books.standing(userId)).toEqual({ balance: 1000, owed: 0, restricted: false });
    expect(await books.order(order.id)).toMatchObject({ state: 'paid', tokensPosted: 1000 });
    expect(await usage()).toEqual([{ type: 'purchase', tokensUsed: -1000, balanceAfter: 1000 }]);
  });

  it('credits once, however often and at once it is told', async () => {
    await Promise.all(Array.from({ length: 20 }, () => pay()));
    expect(await books.standing(userId)).toMatchObject({ balance: 1000 });
    expect(await usage()).toHaveLength(1);
  });

  it.each([
    ['the wrong amount', { amount: 1 }],
    ['the wrong currency', { currency: 'jpy' }],
    ['another user', { userId: '01a20337-0000-7000-8000-00000000beef' }],
    ['no metadata', { orderId: undefined }],
    ['another session', { sessionId: 'cs_test_other' }],
  ])('credits nothing for %s and asks for a review', async (_name, change) => {
    expect(await pay(order, change)).toBe(true);
    expect(await books.standing(userId)).toMatchObject({ balance: 0 });
    expect(await books.order(order.id)).toMatchObject({ state: 'review', tokensPosted: 0 });
  });

  it('credits one order for one payment', async () => {
    const second = await books.newOrder(userId);
    await pay();
    await pay(second, { paymentIntent: sessionOf(order).paymentIntent });
    expect(await books.standing(userId)).toMatchObject({ balance: 1000 });
    expect((await books.order(second.id)).state).toBe('review');
  });

  it('knows nothing of a session of no order', async () => {
    const stranger = { ...order, id: '01a20337-0000-7000-8000-00000000dead' };
    expect(await pay(stranger, { sessionId: 'cs_test_unknown' })).toBe(false);
  });

  it.each([
    [0, { balance: 0, owed: 0, restricted: false }],
    [500, { balance: 0, owed: 500, restricted: true }],
    [1000, { balance: 0, owed: 1000, restricted: true }],
  ])('takes a refund back after %i tokens were spent', async (spent, standing) => {
    await pay();
    if (spent > 0) await books.spend(userId, spent);
    await refund(999);
    expect(await books.standing(userId)).toEqual(standing);
    expect(await books.order(order.id)).toMatchObject({ state: 'paid', tokensPosted: 0 });
  });

  it('repays what is owed before anything else, and lifts the restriction', async () => {
    await pay();
    await books.spend(userId, 400);
    await refund(999);
    await pay(await books.newOrder(userId));
    expect(await books.standing(userId)).toEqual({ balance: 600, owed: 0, restricted: false });
    await refund(999);
    expect(await books.standing(userId)).toMatchObject({ balance: 600 });
  });

  it('leaves the rest owed when a purchase is too small to repay it', async () => {
    const other = await books.newOrder(userId);
    await pay();
    await pay(other);
    await books.spend(userId, 2000);
    await refund(999);
    await books.database.run((tx) =>
      books.fulfilment.charge(tx, other.id, chargeOf(other, 999), false),
    );
    await pay(await books.newOrder(userId));
    expect(await books.standing(userId)).toEqual({ balance: 0, owed: 1000, restricted: true });
  });

  it('takes partial refunds in steps, rounded in favour of the buyer', async () => {
    await pay();
    for (const amount of [1, 333, 666]) await refund(amount);
    expect(await books.standing(userId)).toMatchObject({ balance: 1000 - 666 });
    expect((await usage()).map(({ type }) => type)).toEqual([
      'purchase',
      'refund',
      'refund',
      'refund',
    ]);
  });

  it('gives the tokens back when the refund fails', async () => {
    await pay();
    await refund(999);
    await refund(0, true);
    expect(await books.standing(userId)).toMatchObject({ balance: 1000 });
    expect((await usage()).at(-1)).toMatchObject({ type: 'adjustment', tokensUsed: -1000 });
  });

  it('keeps a refund that came before the payment', async () => {
    await refund(333);
    expect(await books.standing(userId)).toMatchObject({ balance: 0 });
    await pay();
    expect(await books.standing(userId)).toMatchObject({ balance: 667 });
  });

  it('leaves a refund of another payment alone', async () => {
    await pay();
    const charge = { ...chargeOf(order, 999), paymentIntent: 'pi_other' };
    await books.database.run((tx) => books.fulfilment.charge(tx, order.id, charge, false));
    expect(await books.standing(userId)).toMatchObject({ balance: 1000 });
  });

  it('takes a disputed payment back and returns it when the dispute is won', async () => {
    await pay();
    await books.spend(userId, 300);
    await dispute('withdrawn', 1);
    expect(await books.standing(userId)).toEqual({ balance: 0, owed: 300, restricted: true });
    await dispute('won', 2);
    expect(await books.standing(userId)).toEqual({ balance: 700, owed: 0, restricted: false });
    await dispute('lost', 3);
    expect(await books.standing(userId)).toEqual({ balance: 0, owed: 300, restricted: true });
  });

  it('comes to the same whatever the order of events, and the spending between them', async () => {
    const reports = [
      () =>
        books.database.run((tx) => books.fulfilment.session(tx, sessionOf(order, 'processing'))),
      () => pay(),
      () => refund(300),
      () => refund(600),
      () => dispute('withdrawn', 10),
      () => dispute('won', 11),
    ];
    const history = fc.shuffledSubarray([...reports, ...reports], { minLength: 12 });
    const spendings = fc.array(fc.nat(400), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, spendings, async (sequence, amounts) => {
        userId = await books.newUser();
        order = await books.newOrder(userId);
        let spent = 0;
        for (const [index, report] of sequence.entries()) {
          await report();
          const { balance } = await books.standing(userId);
          const next = Math.min(balance, amounts[index] ?? 0);
          if (next > 0) await books.spend(userId, next);
          spent += next;
        }
        const { balance, owed, restricted } = await books.standing(userId);
        expect(balance - owed).toBe(1000 - Math.floor((1000 * 600) / 999) - spent);
        expect(restricted).toBe(owed > 0);
      }),
      tries(25),
    );
  });
});
