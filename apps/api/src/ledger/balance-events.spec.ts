import type { BalanceView } from '@prome-dify/contracts';
import { reachableEngines } from '@prome-dify/testing/databases';
import type { Subscription } from 'rxjs';
import type { Movement } from './ledger.types';
import { adjustment, CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

describe.each(await reachableEngines())('Balance events on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;
  let heard: number;
  let subscription: Subscription;

  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
    heard = 0;
    subscription = books.events.of(userId).subscribe(() => (heard += 1));
  });
  afterEach(() => subscription.unsubscribe());
  afterAll(() => books.close());

  const open = (amount: number) =>
    books.database.run((tx) => books.holds.open(tx, holdOf(userId, amount)));
  const post = (movement: Movement) =>
    books.database.run((tx) => books.postings.post(tx, movement));

  it('tell of every step of a hold and of every movement', async () => {
    const [first, second] = [await open(300), await open(10)];
    await books.database.run((tx) => books.holds.settle(tx, userId, first ?? '', 100, CHAT));
    await post(adjustment(userId, 50));
    await books.database.run((tx) => books.holds.void(tx, userId, second ?? ''));
    await post(adjustment(userId, -50, { account: 'debt' }));
    expect(heard).toBe(6);
  });

  it('tell nothing before the change is durable', async () => {
    let durable: Promise<BalanceView> | undefined;
    const listening = books.events.of(userId).subscribe(() => {
      durable = books.ledger.balance(userId);
    });
    await books.database.run(async (tx) => {
      await books.postings.post(tx, adjustment(userId, 50));
      await books.postings.post(tx, adjustment(userId, 7));
      expect(heard).toBe(0);
    });
    listening.unsubscribe();
    expect(heard).toBe(2);
    expect(await durable).toMatchObject({ balance: 1057 });
  });

  it('tell nothing of what was undone', async () => {
    const undone = books.database.run(async (tx) => {
      await books.postings.post(tx, adjustment(userId, 50));
      await books.holds.open(tx, holdOf(userId, 10));
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await expect(post(adjustment(userId, -5000))).rejects.toThrow('cannot bear');
    expect(await open(5000)).toBeUndefined();
    expect(heard).toBe(0);
  });

  it('tell nothing of other people', async () => {
    const other = await books.newUser(1000);
    await post(adjustment(other, 50));
    expect(heard).toBe(0);
  });
});
