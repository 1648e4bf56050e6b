import { reachableEngines } from '@prome-dify/testing/databases';
import { SYSTEM_ACCOUNTS } from './accounts';
import type { Movement } from './ledger.types';
import { adjustment, buy, CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const REFUND = { kind: 'clawback', counterparty: SYSTEM_ACCOUNTS.purchases } as const;

class Undone extends Error {
  constructor(readonly gift: number) {
    super(`there were ${gift} gift tokens left`);
  }
}

describe.each(await reachableEngines())('Gift tokens on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
    await books.database.run((tx) => buy(tx, books.postings, userId, 500));
  });
  afterEach(async () => {
    expect((await books.audit()).findings).toEqual([]);
  });
  afterAll(() => books.close());

  const post = (movement: Movement) =>
    books.database.run((tx) => books.postings.post(tx, movement));
  const left = async () => {
    const { balance, gift } = await books.ledger.balance(userId);
    return [balance, gift];
  };
  const spend = (used: number) =>
    books.database.run(async (tx) => {
      const id = (await books.holds.open(tx, holdOf(userId, used))) ?? '';
      await books.holds.settle(tx, userId, id, used, CHAT);
    });
  it('are told apart from bought ones', async () => {
    expect(await left()).toEqual([1500, 1000]);
  });

  it('are spent first', async () => {
    await spend(600);
    expect(await left()).toEqual([900, 400]);
    await spend(500);
    expect(await left()).toEqual([400, 0]);
  });

  it('are taken last when a purchase is refunded', async () => {
    const left = books.database.run(async (tx) => {
      await books.postings.post(tx, adjustment(userId, -700, REFUND));
      // The order behind it is not part of this: it is undone before the audit.
      throw new Undone((await books.ledger.balance(userId, tx)).gift);
    });
    await expect(left).rejects.toEqual(new Undone(800));
  });

  it('are what the operator gives, and what the operator takes first', async () => {
    await post(adjustment(userId, 50));
    expect(await left()).toEqual([1550, 1050]);
    await post(adjustment(userId, -1100));
    expect(await left()).toEqual([450, 0]);
  });
});
