import { SEED, tries } from '@prome-dify/testing/random';
import { reachableEngines } from '@prome-dify/testing/databases';
import fc from 'fast-check';
import { sql } from '../platform/database';
import { adjustment, CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

const CALLERS = 8;
const HOLDS = 30;
const USES = [0, 1, 10, 25] as const;

/** What a caller does to a hold: settles it for so much, or voids it. */
const ending = fc.oneof(fc.constant('void' as const), fc.constantFrom(...USES));
/** For each caller the holds in an order of its own, each with what it does to it. */
const callers = fc.array(
  fc.shuffledSubarray(
    Array.from({ length: HOLDS }, (_, index) => index),
    { minLength: HOLDS },
  ),
  { minLength: CALLERS, maxLength: CALLERS },
);
const endings = fc.array(ending, { minLength: CALLERS * HOLDS, maxLength: CALLERS * HOLDS });

describe.each(await reachableEngines())('Races for the ledger on $name', (engine) => {
  let books: OpenedLedger;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  afterEach(async () => {
    expect((await books.audit()).findings).toEqual([]);
  });
  afterAll(() => books.close());

  const open = (userId: string, amount: number) =>
    books.database.run((tx) => books.holds.open(tx, holdOf(userId, amount)));

  it('opens one of two holds when the balance pays for one', async () => {
    const userId = await books.newUser(100);
    const opened = await Promise.all([open(userId, 60), open(userId, 60)]);
    expect(opened.filter(Boolean)).toHaveLength(1);
    expect(await books.ledger.balance(userId)).toMatchObject({
      balance: 100,
      held: 60,
      available: 40,
    });
  });

  it('opens exactly 7 of 500 at once when the balance pays for 7', async () => {
    const userId = await books.newUser(7 * 100 + 99);
    const opened = await Promise.all(Array.from({ length: 500 }, () => open(userId, 100)));
    expect(opened.filter(Boolean)).toHaveLength(7);
    expect(await books.ledger.balance(userId)).toMatchObject({
      balance: 799,
      held: 700,
      available: 99,
    });
  });

  it('opens one of 50 holds for the same request', async () => {
    const userId = await books.newUser(1000);
    const request = holdOf(userId, 10);
    const opened = await Promise.allSettled(
      Array.from({ length: 50 }, () => books.database.run((tx) => books.holds.open(tx, request))),
    );
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await books.ledger.balance(userId)).toMatchObject({ held: 10, available: 990 });
  });

  it(`ends each hold once, whoever of ${CALLERS} is first (seed ${SEED})`, async () => {
    const end = (userId: string, id: string, how: 'void' | number) =>
      books.database.run(async (tx) =>
        how === 'void'
          ? (await books.holds.void(tx, userId, id)) && 0
          : ((await books.holds.settle(tx, userId, id, how, CHAT))?.charged ?? false),
      );
    const race = fc.asyncProperty(callers, endings, async (orders, how) => {
      const userId = await books.newUser(10_000);
      const ids = await Promise.all(Array.from({ length: HOLDS }, () => open(userId, 20)));
      const charges: number[] = [];
      await Promise.all(
        orders.map(async (order, caller) => {
          for (const index of order) {
            const id = ids[index] ?? '';
            const charged = await end(userId, id, how[caller * HOLDS + index] ?? 'void');
            if (charged !== false) charges.push(charged);
          }
        }),
      );
      const total = charges.reduce((sum, charged) => sum + charged, 0);
      const { balance, held } = await books.ledger.balance(userId);
      expect([charges.length, balance, held]).toEqual([HOLDS, 10_000 - total, 0]);
    });
    await fc.assert(race, tries(8));
  });

  it('loses no movement of 200 at once, and numbers them without a gap', async () => {
    const userId = await books.newUser(1);
    await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const id = n % 2 === 0 ? await open(userId, 1) : undefined;
        await books.database.run((tx) => books.postings.post(tx, adjustment(userId, 3)));
        if (id) await books.database.run((tx) => books.holds.settle(tx, userId, id, 1, CHAT));
      }),
    );
    const { balance } = await books.ledger.balance(userId);
    const transfers = await books.database.read.row<{ count: number; spent: number }>(sql`
      SELECT COUNT(*) AS count, SUM(CASE WHEN kind = 'usage' THEN amount ELSE 0 END) AS spent
      FROM transfer WHERE owner_account = ${`user:${userId}`}`);
    const spent = Number(transfers?.spent);
    expect([balance, Number(transfers?.count)]).toEqual([1 + 600 - spent, 1 + 200 + spent]);
  });
});
