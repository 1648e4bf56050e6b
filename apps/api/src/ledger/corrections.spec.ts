import { reachableEngines } from '@prome-dify/testing/databases';
import { sql } from '../platform/database';
import { SYSTEM_ACCOUNTS, userAccount } from './accounts';
import { buy, CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const ADJUSTMENT = { type: 'adjustment' } as const;

describe.each(await reachableEngines())('Corrections on $name', (engine) => {
  let books: OpenedLedger;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  afterEach(async () => {
    expect((await books.audit()).findings).toEqual([]);
  });
  afterAll(() => books.close());

  /** Somebody with 100 tokens as a gift and 100 that were bought, who was charged `used` of them. */
  async function charged(used: number) {
    const userId = await books.newUser(100);
    const { holdId, orderId } = await books.database.run(async (tx) => {
      const bought = await buy(tx, books.postings, userId, 100);
      const id = (await books.holds.open(tx, holdOf(userId, 200))) ?? '';
      await books.holds.settle(tx, userId, id, used, CHAT);
      return { holdId: id, orderId: bought.orderId };
    });
    const creditBack = (lower: number, of = userId) =>
      books.database.run((tx) => books.corrections.creditBack(tx, of, holdId, lower, ADJUSTMENT));
    /** The payment is refunded: 100 tokens are taken back, or owed. */
    const refund = () =>
      books.database.run(async (tx) => {
        await tx.execute(
          sql`UPDATE checkout_order SET tokens_posted = 0, post_seq = 2 WHERE id = ${orderId}`,
        );
        await books.debts.takeBack(tx, {
          userId,
          delta: 100,
          counterparty: SYSTEM_ACCOUNTS.purchases,
          kind: 'clawback',
          idemKey: `order:${orderId}:2`,
          orderId,
          usage: { type: 'refund' },
        });
      });
    return { userId, creditBack, refund, balance: () => books.ledger.balance(userId) };
  }

  /** Whether somebody may spend nothing, for they owe something. */
  const isRestricted = async (userId: string) => {
    const row = await books.database.read.row<{ restricted: number }>(
      sql`SELECT restricted FROM account WHERE id = ${userAccount(userId)}`,
    );
    return row?.restricted === 1;
  };

  it('gives back what was too much, the bought tokens first', async () => {
    const { creditBack, balance } = await charged(150);
    expect(await balance()).toMatchObject({ balance: 50, gift: 0 });
    expect(await creditBack(120)).toEqual({ creditedBack: 30, balanceAfter: 80 });
    expect(await balance()).toMatchObject({ balance: 80, gift: 0 });
    expect(await creditBack(90)).toEqual({ creditedBack: 30, balanceAfter: 110 });
    expect(await balance()).toMatchObject({ balance: 110, gift: 10 });
    expect(await creditBack(0)).toEqual({ creditedBack: 90, balanceAfter: 200 });
    expect(await balance()).toMatchObject({ balance: 200, gift: 100 });
  });

  it.each([150, 151, 10_000, -1])('never charges more: %d of 150 changes nothing', async (used) => {
    const { creditBack, balance } = await charged(150);
    expect(await creditBack(used)).toBeUndefined();
    expect(await balance()).toMatchObject({ balance: 50 });
  });

  it('gives back once, however often and by however many it is asked', async () => {
    const { creditBack, balance } = await charged(150);
    const asked = await Promise.all(Array.from({ length: 8 }, () => creditBack(140)));
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await creditBack(145)).toBeUndefined();
    expect(await balance()).toMatchObject({ balance: 60 });
  });

  it('corrects the own charges only', async () => {
    const { creditBack, balance } = await charged(150);
    const other = await books.newUser(5);
    expect(await creditBack(0, other)).toBeUndefined();
    expect(await balance()).toMatchObject({ balance: 50 });
    expect(await books.ledger.balance(other)).toMatchObject({ balance: 5 });
  });

  it('repays what is owed first, and lets the rest be spent', async () => {
    const { userId, creditBack, refund, balance } = await charged(150);
    await refund();
    expect(await balance()).toMatchObject({ balance: 0, debt: 50 });
    expect(await creditBack(120)).toEqual({ creditedBack: 30, balanceAfter: 0 });
    expect(await balance()).toMatchObject({ balance: 0, debt: 20 });
    expect(await isRestricted(userId)).toBe(true);
    expect(await creditBack(90)).toEqual({ creditedBack: 30, balanceAfter: 10 });
    expect(await balance()).toMatchObject({ balance: 10, debt: 0, gift: 10 });
    expect(await isRestricted(userId)).toBe(false);
    expect(await creditBack(0)).toEqual({ creditedBack: 90, balanceAfter: 100 });
  });

  it.each(['before', 'after'])('comes to the same %s the refund', async (when) => {
    const { creditBack, refund, balance } = await charged(170);
    const steps = [() => creditBack(130), refund];
    for (const step of when === 'before' ? steps : steps.toReversed()) await step();
    expect(await balance()).toMatchObject({ balance: 0, debt: 30 });
  });

  it('repays once, however often and by however many it is asked', async () => {
    const { creditBack, refund, balance } = await charged(150);
    await refund();
    await Promise.all(Array.from({ length: 8 }, () => creditBack(140)));
    expect(await balance()).toMatchObject({ balance: 0, debt: 40 });
  });

  it('has a line in the history of its own', async () => {
    const { userId, creditBack } = await charged(150);
    await creditBack(100);
    const lines = await books.database.read.rows(sql`
      SELECT tokens_used AS "tokensUsed", type FROM usage_event WHERE user_id = ${userId}
      ORDER BY id`);
    expect(lines.at(-1)).toEqual({ tokensUsed: -50, type: 'adjustment' });
  });
});
