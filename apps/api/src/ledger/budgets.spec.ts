import { jest } from '@jest/globals';
import { reachableEngines } from '@prome-dify/testing/databases';
import { CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const NONE = { perAnswer: null, perDay: null };

describe.each(await reachableEngines())('Budgets on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
  });
  afterAll(() => books.close());

  const budget = () => books.budgets.of(userId);
  const spend = (used: number, held = used) =>
    books.database.run(async (tx) => {
      const id = (await books.holds.open(tx, holdOf(userId, held))) ?? '';
      await books.holds.settle(tx, userId, id, used, CHAT);
      return id;
    });

  it('are the balance where the user has set no limit', async () => {
    await spend(100);
    expect(await budget()).toEqual({
      balance: 900,
      available: 900,
      most: 900,
      boundBy: 'balance',
    });
    expect(await books.budgets.limits(userId)).toMatchObject({ limits: NONE, spentToday: 100 });
  });

  it('are the limit of an answer where that is less', async () => {
    await books.budgets.setLimits(userId, { perAnswer: 300, perDay: null });
    expect(await budget()).toMatchObject({ available: 1000, most: 300, boundBy: 'answer_limit' });
    await spend(800);
    expect(await budget()).toMatchObject({ most: 200, boundBy: 'balance' });
  });

  it('are what is left of the day, without what is held and with what was given back', async () => {
    await books.budgets.setLimits(userId, { perAnswer: null, perDay: 500 });
    const charged = await spend(200);
    expect(await budget()).toMatchObject({ most: 300, boundBy: 'daily_limit' });
    await books.database.run((tx) => books.holds.open(tx, holdOf(userId, 100)));
    expect(await budget()).toMatchObject({ available: 700, most: 200 });
    await books.database.run((tx) =>
      books.corrections.creditBack(tx, userId, charged, 150, { type: 'adjustment' }),
    );
    expect(await budget()).toMatchObject({ most: 250 });
    await books.budgets.setLimits(userId, { perAnswer: null, perDay: 50 });
    expect(await budget()).toMatchObject({ most: 0, boundBy: 'daily_limit' });
    await books.budgets.setLimits(userId, NONE);
    expect(await budget()).toMatchObject({ most: 750, boundBy: 'balance' });
  });

  it('begin anew with each day', async () => {
    await books.budgets.setLimits(userId, { perAnswer: null, perDay: 500 });
    await spend(500);
    expect(await budget()).toMatchObject({ most: 0 });
    const tomorrow = Date.now() + 86_400_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(tomorrow);
    expect(await budget()).toMatchObject({ most: 500 });
    clock.mockRestore();
  });

  it('are nothing while nothing may be spent, and for somebody unknown', async () => {
    expect(await books.budgets.of('nobody')).toMatchObject({ available: 0, most: 0 });
    await books.restrict(userId);
    expect(await budget()).toMatchObject({ balance: 1000, available: 0, most: 0 });
  });

  it('stay as they were told until the transaction ends', async () => {
    const take = () =>
      books.database.run(async (tx) => {
        const { most } = await books.budgets.lock(tx, userId);
        if (most > 0) await books.holds.open(tx, holdOf(userId, most));
        return most;
      });
    const taken = await Promise.all(Array.from({ length: 10 }, take));
    expect(taken.toSorted((a, b) => b - a)).toEqual([1000, ...Array<number>(9).fill(0)]);
  });
});
