import { SEED, tries } from '@prome-dify/testing/random';
import type { BalanceView } from '@prome-dify/contracts';
import { reachableEngines } from '@prome-dify/testing/databases';
import fc from 'fast-check';
import type { HoldPlace } from './spec-support/history';
import { burst, carryOut, step } from './spec-support/history';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';
import { ModelBooks } from './spec-support/model-books';

const USERS = 3;

describe.each(await reachableEngines())('Histories of the ledger on $name', (engine) => {
  let books: OpenedLedger;
  beforeAll(async () => {
    books = await openLedger(engine);
  });
  afterAll(() => books.close());

  const newUsers = () => Promise.all(Array.from({ length: USERS }, () => books.newUser()));

  const balances = (users: readonly string[]) =>
    Promise.all(users.map((userId) => books.ledger.balance(userId)));

  it(`go step by step as a model of a few lines says (seed ${SEED})`, async () => {
    const history = fc.array(step(USERS), { minLength: 1, maxLength: 25 });
    const agrees = fc.asyncProperty(history, async (steps) => {
      const users = await newUsers();
      const model = new ModelBooks(USERS);
      const holds: HoldPlace[] = [];
      for (const each of steps) {
        const outcome = await carryOut(books, users, holds, each);
        expect([each, outcome]).toEqual([each, model.expects(each)]);
      }
      expect(await balances(users)).toEqual(model.balances());
      expect((await books.audit()).findings).toEqual([]);
    });
    await fc.assert(agrees, tries(80));
  });

  // Which tokens were gifts depends on who came first, which nobody tells: the audit checks those.
  const sums = (all: readonly BalanceView[]) => all.map(({ gift: _, ...sum }) => sum);

  it(`come to the sum of what was told, however the steps interleave (seed ${SEED})`, async () => {
    const history = fc.array(burst(USERS), { minLength: 1, maxLength: 4 });
    const adds = fc.asyncProperty(history, async (bursts) => {
      const users = await newUsers();
      const model = new ModelBooks(USERS);
      const holds: HoldPlace[] = [];
      for (const steps of bursts) {
        const outcomes = await Promise.all(
          steps.map((each) => carryOut(books, users, holds, each)),
        );
        for (const [index, each] of steps.entries()) model.believe(each, outcomes[index]);
      }
      expect(sums(await balances(users))).toEqual(sums(model.balances()));
      expect((await books.audit()).findings).toEqual([]);
    });
    // The same steps may interleave otherwise when they are tried again: smaller ones prove nothing.
    await fc.assert(adds, { ...tries(40), endOnFailure: true });
  });
});
