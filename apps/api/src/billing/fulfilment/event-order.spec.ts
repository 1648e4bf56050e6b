import { SEED } from '@prome-dify/testing/random';
import { reachableEngines } from '@prome-dify/testing';
import fc from 'fast-check';
import { userAccount } from '../../ledger';
import type { Transaction } from '../../platform/database';
import { sql } from '../../platform/database';
import type { Order } from '../orders/order';
import { inParallel } from '../reconcile/in-parallel';
import type { Books } from './books.fixture';
import { chargeOf, openBooks, sessionOf } from './books.fixture';

type Report = 'unpaid' | 'paid' | 'partial' | 'full' | 'withdrawn' | 'won';

const PARTIAL = 300;
const WIDTH = 16;

/** Every order of some reports. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, at) =>
    permutations(items.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  );
}

/** Beside each report: how often it comes again, how much later, and what is spent meanwhile. */
const circumstances = fc.array(
  fc.record({ again: fc.nat(2), later: fc.nat(12), spent: fc.nat(400) }),
  { minLength: 6, maxLength: 6 },
);

interface Step {
  readonly report: Report;
  readonly spend: number;
}

/** A permutation in its circumstances, step by step. */
function historyOf(
  reports: readonly Report[],
  around: readonly { again: number; later: number; spent: number }[],
): Step[] {
  const steps = reports.map((report, at) => ({ report, spend: around[at]?.spent ?? 0 }));
  for (const [at, report] of reports.entries()) {
    const { again = 0, later = 0 } = around[at] ?? {};
    const first = steps.findIndex((step) => step.report === report);
    for (let n = 1; n <= again; n += 1)
      steps.splice(first + 1 + later * n, 0, { report, spend: 0 });
  }
  return steps;
}

describe.each(await reachableEngines())('the order of events on $name', (engine) => {
  let books: Books;
  beforeAll(async () => {
    books = await openBooks(engine);
  });
  afterAll(() => books.close());

  async function tell(tx: Transaction, order: Order, report: Report): Promise<void> {
    const { fulfilment } = books;
    const paymentIntent = sessionOf(order).paymentIntent ?? '';
    const is = {
      unpaid: () => fulfilment.session(tx, sessionOf(order, 'processing')),
      paid: () => fulfilment.session(tx, sessionOf(order)),
      partial: () => fulfilment.charge(tx, order.id, chargeOf(order, PARTIAL), false),
      full: () => fulfilment.charge(tx, order.id, chargeOf(order, order.amount), false),
      withdrawn: () =>
        fulfilment.dispute(tx, order.id, { paymentIntent, state: 'withdrawn', at: 10 }),
      won: () => fulfilment.dispute(tx, order.id, { paymentIntent, state: 'won', at: 11 }),
    };
    expect(await is[report]()).toBe(true);
  }

  /** Tells a new order's history; answers what its buyer has and owes, without what was spent. */
  async function outcome(history: readonly Step[]): Promise<number> {
    const userId = await books.newUser();
    const order = await books.newOrder(userId);
    // One transaction for all of it: the statements are the same, and there are thousands.
    const spent = await books.database.run(async (tx) => {
      let sum = 0;
      for (const { report, spend } of history) {
        await tell(tx, order, report);
        const row = await tx.row<{ left: number }>(
          sql`SELECT posted - held AS "left" FROM account WHERE id = ${userAccount(userId)}`,
        );
        const next = Math.min(row?.left ?? 0, spend);
        if (next > 0) await books.spend(userId, next);
        sum += next;
      }
      return sum;
    });
    const { balance, owed, restricted } = await books.standing(userId);
    expect(restricted).toBe(owed > 0);
    return balance - owed + spent;
  }

  it.each<[string, readonly Report[], number, number]>([
    ['the full refund', ['unpaid', 'paid', 'partial', 'full', 'withdrawn', 'won'], 720, 0],
    ['the partial refund', ['unpaid', 'paid', 'partial', 'withdrawn', 'won'], 120, 700],
    ['the dispute', ['unpaid', 'paid', 'partial', 'withdrawn'], 24, 0],
  ])(
    `makes no difference: what %s leaves is left (seed ${SEED})`,
    async (_, reports, count, left) => {
      const orders = permutations(reports);
      expect(orders).toHaveLength(count);
      const around = fc.sample(circumstances, { seed: SEED, numRuns: count });
      const outcomes = new Set<number>();
      await inParallel([...orders.keys()], WIDTH, async (at) => {
        outcomes.add(await outcome(historyOf(orders[at] ?? [], around[at] ?? [])));
      });
      expect([...outcomes]).toEqual([left]);
      expect(await books.findings()).toEqual([]);
    },
  );
});
