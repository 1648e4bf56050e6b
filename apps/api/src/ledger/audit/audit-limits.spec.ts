import { sqlite } from '@prome-dify/testing/databases';
import { uuidv7 } from 'uuidv7';
import type { Sql } from '../../platform/database';
import { sql } from '../../platform/database';
import { userAccount } from '../accounts';
import { adjustment } from '../spec-support/movements';
import type { OpenedLedger } from '../spec-support/open-ledger';
import { openLedger } from '../spec-support/open-ledger';

/** More of both than are read at a time. */
const TRANSFERS = 5_050;
const EMPTY_USERS = 2_600;
/** So many findings are named at most: of one kind in the rows, and in all. */
const SAME_MAX = 20;
const ALL_MAX = 1_000;

describe('An audit of much', () => {
  let books: OpenedLedger;
  let users: readonly string[];

  beforeAll(async () => {
    books = await openLedger(sqlite);
    await books.database.run(async (tx) => {
      for (let n = 0; n < EMPTY_USERS; n += 1) await books.ledger.openAccounts(tx, uuidv7());
    });
    users = [await books.newUser(1), await books.newUser(1)].toSorted();
    await books.database.run(async (tx) => {
      for (let n = 0; n < TRANSFERS; n += 1) {
        await books.postings.post(tx, adjustment(users[n % 2] ?? '', 1));
      }
    });
  });
  afterAll(() => books.close());

  const spoil = (statement: Sql) => books.database.run((tx) => tx.execute(statement));

  it('follows the chains across the batches they are read in', async () => {
    expect(await books.audit()).toEqual({
      accounts: 2 * (EMPTY_USERS + 2),
      transfers: TRANSFERS + 2,
      holds: 0,
      findings: [],
    });
  });

  it('still finds what is wrong with the very last row', async () => {
    const last = userAccount(users[1] ?? '');
    await spoil(sql`UPDATE account SET posted = posted + 1 WHERE id = ${last}`);
    const { findings } = await books.audit();
    expect(findings).toMatchObject([{ invariant: 'I1', subject: `account ${last}` }]);
    await spoil(sql`UPDATE account SET posted = posted - 1 WHERE id = ${last}`);
  });

  it('names twenty of many rows with the same fault', async () => {
    for (let n = 0; n <= SAME_MAX; n += 1) await books.newUser(10);
    await spoil(sql`UPDATE account SET held = 1 WHERE kind = 'user' AND posted > 0`);
    const { findings } = await books.audit();
    expect(findings.map(({ invariant }) => invariant)).toEqual(Array(SAME_MAX).fill('I5'));
  });

  it('names a thousand of many faults in the chains', async () => {
    await spoil(sql`UPDATE account SET posted = 1 WHERE kind = 'user' AND posted = 0`);
    const { findings } = await books.audit();
    expect(findings.map(({ invariant }) => invariant)).toEqual(Array(ALL_MAX).fill('I1'));
  });
});
