import { reachableEngines } from '@prome-dify/testing/databases';
import { sql } from '../platform/database';
import { debtAccount, SYSTEM_ACCOUNTS, userAccount } from './accounts';
import { adjustment } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

describe.each(await reachableEngines())('The ledger on $name', (engine) => {
  let books: OpenedLedger;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  afterAll(() => books.close());

  it('has its system accounts once, however often it starts', async () => {
    await books.ledger.onModuleInit();
    const rows = await books.database.read.rows<{ id: string }>(
      sql`SELECT id FROM account WHERE kind = 'system' ORDER BY id`,
    );
    expect(rows.map(({ id }) => id)).toEqual(Object.values(SYSTEM_ACCOUNTS).toSorted());
  });

  it('opens an account for tokens and one for debt, both empty', async () => {
    const userId = await books.newUser();
    const rows = await books.database.read.rows(sql`
      SELECT id, kind, posted, held, version, last_hash AS hash FROM account
      WHERE user_id = ${userId} ORDER BY kind`);
    const empty = { posted: 0, held: 0, version: 0, hash: '' };
    expect(rows).toEqual([
      { id: debtAccount(userId), kind: 'debt', ...empty },
      { id: userAccount(userId), kind: 'user', ...empty },
    ]);
  });

  it('opens the accounts of a user once', async () => {
    const userId = await books.newUser(10);
    const again = books.database.run((tx) => books.ledger.openAccounts(tx, userId));
    await expect(again).rejects.toThrow(/unique/i);
    expect(await books.ledger.balance(userId)).toMatchObject({ balance: 10 });
  });

  it('gives the sign-up tokens once, also to 20 at the same time', async () => {
    const userId = await books.newUser();
    const grant = () => books.database.run((tx) => books.ledger.grantSignup(tx, userId, 1000));
    const grants = await Promise.allSettled(Array.from({ length: 20 }, grant));
    expect(grants.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await books.ledger.balance(userId)).toEqual({
      balance: 1000,
      held: 0,
      available: 1000,
      gift: 1000,
      debt: 0,
    });
  });

  it('says that somebody unknown has nothing', async () => {
    const nothing = { balance: 0, held: 0, available: 0, gift: 0, debt: 0 };
    expect(await books.ledger.balance('nobody')).toEqual(nothing);
  });

  it('shows inside a transaction what it has changed, and outside what was committed', async () => {
    const userId = await books.newUser(100);
    await books.database.run(async (tx) => {
      await books.postings.post(tx, adjustment(userId, 5));
      expect(await books.ledger.balance(userId, tx)).toMatchObject({ balance: 105 });
      expect(await books.ledger.balance(userId)).toMatchObject({ balance: 100 });
    });
  });
});
