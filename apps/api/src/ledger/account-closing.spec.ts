import { reachableEngines } from '@prome-dify/testing/databases';
import { SYSTEM_ACCOUNTS } from './accounts';
import type { Movement } from './ledger.types';
import { CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const NONE = { balance: 0, held: 0, available: 0, gift: 0, debt: 0 };

describe.each(await reachableEngines())('Closing an account on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
  });
  afterEach(async () => expect((await books.audit()).findings).toEqual([]));
  afterAll(() => books.close());

  const close = () => books.database.run((tx) => books.closing.close(tx, userId));
  const hold = (amount: number) =>
    books.database.run((tx) => books.holds.open(tx, holdOf(userId, amount)));
  const moved = (delta: number): Omit<Movement, 'account' | 'release'> => ({
    userId,
    delta,
    counterparty: SYSTEM_ACCOUNTS.adjustments,
    kind: 'adjust',
    idemKey: `later:${userId}`,
    usage: { type: 'adjustment' },
  });

  it('forfeits the balance, gifts too, and the limits', async () => {
    await books.budgets.setLimits(userId, { perAnswer: 10, perDay: 20 });
    expect(await close()).toBe(1000);
    expect(await books.ledger.balance(userId)).toEqual(NONE);
    expect((await books.budgets.limits(userId)).limits).toEqual({ perAnswer: null, perDay: null });
  });

  it('does so once', async () => {
    expect(await Promise.all([close(), close(), close()])).toEqual(
      expect.arrayContaining([1000, 0, 0]),
    );
    expect(await close()).toBe(0);
  });

  it('changes nothing while tokens are held, and is possible once they are not', async () => {
    const holdId = (await hold(300)) ?? '';
    expect(await close()).toBeUndefined();
    expect(await books.ledger.balance(userId)).toMatchObject({ balance: 1000, held: 300 });
    await books.database.run((tx) => books.holds.settle(tx, userId, holdId, 100, CHAT));
    expect(await close()).toBe(900);
  });

  it('leaves nothing to begin an answer with, nor lets one that begins at that moment be lost', async () => {
    const [holdId, forfeited] = await Promise.all([hold(300), close()]);
    expect([holdId === undefined, forfeited]).toEqual(
      holdId === undefined ? [true, 1000] : [false, undefined],
    );
    if (forfeited !== undefined) expect(await hold(1)).toBeUndefined();
  });

  it('is no hindrance to what comes later: a debt or a credit', async () => {
    await close();
    await books.database.run((tx) => books.debts.takeBack(tx, moved(70)));
    expect(await books.ledger.balance(userId)).toEqual({ ...NONE, debt: 70 });
    await books.database.run((tx) =>
      books.debts.credit(tx, { ...moved(100), idemKey: `credit:${userId}` }),
    );
    expect(await books.ledger.balance(userId)).toMatchObject({ balance: 30, debt: 0 });
  });
});
