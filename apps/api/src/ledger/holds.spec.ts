import { reachableEngines } from '@prome-dify/testing/databases';
import type { Transaction } from '../platform/database';
import { sql } from '../platform/database';
import { Holds } from './holds';
import { CHAT, holdOf } from './spec-support/movements';
import type { OpenedLedger } from './spec-support/open-ledger';
import { openLedger } from './spec-support/open-ledger';

interface HoldRow {
  readonly status: string;
  readonly amount: number;
  readonly settled: number | null;
  readonly leaseMs: number;
}

describe.each(await reachableEngines())('Holds on $name', (engine) => {
  let books: OpenedLedger;
  let userId: string;

  beforeAll(async () => {
    books = await openLedger(engine);
  });
  beforeEach(async () => {
    userId = await books.newUser(1000);
  });
  afterEach(async () => {
    expect((await books.audit()).findings).toEqual([]);
  });
  afterAll(() => books.close());

  const run = <T>(work: (tx: Transaction) => Promise<T>) => books.database.run(work);
  const open = (amount: number, change = {}) =>
    run((tx) => books.holds.open(tx, holdOf(userId, amount, change)));
  const settle = (id: string | undefined, used: number, of = userId) =>
    run((tx) => books.holds.settle(tx, of, id ?? '', used, CHAT));
  const release = (id: string | undefined, of = userId) =>
    run((tx) => books.holds.void(tx, of, id ?? ''));
  const balance = () => books.ledger.balance(userId);
  const row = (id: string | undefined) =>
    books.database.read.row<HoldRow>(sql`
      SELECT status, amount, settled, lease_until - created_at AS "leaseMs"
      FROM hold WHERE id = ${id ?? ''}`);
  const usageLines = () =>
    books.database.read.rows(sql`
      SELECT tokens_used AS "tokensUsed", balance_after AS "balanceAfter", type
      FROM usage_event WHERE user_id = ${userId} AND type = 'chat'`);

  it('sets tokens aside without spending them', async () => {
    const id = await open(300, { leaseMs: 7000 });
    expect(await balance()).toMatchObject({ balance: 1000, held: 300, available: 700 });
    expect(await row(id)).toMatchObject({ status: 'pending', amount: 300, settled: null });
    // The database's clock may tick between the two columns.
    expect(Math.round(((await row(id))?.leaseMs ?? 0) / 1000)).toBe(7);
  });

  it('holds the very last token and not one more', async () => {
    expect(await open(1001)).toBeUndefined();
    expect(await open(400)).toBeDefined();
    expect(await open(601)).toBeUndefined();
    expect(await open(600)).toBeDefined();
    expect(await open(1)).toBeUndefined();
    expect(await balance()).toMatchObject({ balance: 1000, held: 1000, available: 0 });
  });

  it('holds nothing on a restricted account, nor for somebody unknown', async () => {
    expect(await open(1, { userId: 'nobody' })).toBeUndefined();
    await books.restrict(userId);
    expect(await open(1)).toBeUndefined();
    expect(await balance()).toMatchObject({ balance: 1000, held: 0, available: 1000 });
  });

  it('lets what is held be settled after the account was restricted', async () => {
    const id = await open(300);
    await books.restrict(userId);
    expect(await settle(id, 300)).toEqual({ charged: 300, balanceAfter: 700, uncollected: 0 });
  });

  it('refuses a second hold for the same request, and changes nothing', async () => {
    await open(300, { requestKey: `once ${userId}` });
    await expect(open(200, { requestKey: `once ${userId}` })).rejects.toThrow(/unique/i);
    expect(await balance()).toMatchObject({ held: 300 });
  });

  it.each([0, -1, -1000, 0.5, Number.NaN])('refuses a hold of %d tokens', async (amount) => {
    await expect(open(amount)).rejects.toThrow(/constraint|whole/i);
    expect(await balance()).toMatchObject({ balance: 1000, held: 0 });
  });

  it.each([
    ['less than was held', 120, { charged: 120, balanceAfter: 880, uncollected: 0 }],
    ['all of it', 300, { charged: 300, balanceAfter: 700, uncollected: 0 }],
    ['more than was held', 450, { charged: 300, balanceAfter: 700, uncollected: 150 }],
  ])('settles for %s', async (_, used, settlement) => {
    const id = await open(300);
    expect(await settle(id, used)).toEqual(settlement);
    const { charged, balanceAfter } = settlement;
    expect(await balance()).toMatchObject({
      balance: balanceAfter,
      held: 0,
      available: balanceAfter,
    });
    expect(await row(id)).toMatchObject({ status: 'posted', settled: charged });
    expect(await usageLines()).toEqual([{ tokensUsed: charged, balanceAfter, type: 'chat' }]);
  });

  it('settles for nothing without a line in the history', async () => {
    const id = await open(300);
    expect(await settle(id, 0)).toEqual({ charged: 0, balanceAfter: 1000, uncollected: 0 });
    expect(await row(id)).toMatchObject({ status: 'posted', settled: 0 });
    expect(await balance()).toMatchObject({ balance: 1000, held: 0 });
    expect(await usageLines()).toEqual([]);
  });

  it.each([-5, 1.5, Number.NaN])('refuses a use of %d tokens', async (used) => {
    const id = await open(300);
    await expect(settle(id, used)).rejects.toThrow(/constraint|whole/i);
    expect(await row(id)).toMatchObject({ status: 'pending' });
    expect(await balance()).toMatchObject({ balance: 1000, held: 300 });
  });

  it('frees everything when it is voided', async () => {
    const id = await open(300);
    expect(await release(id)).toBe(true);
    expect(await row(id)).toMatchObject({ status: 'voided', settled: null });
    expect(await balance()).toMatchObject({ balance: 1000, held: 0, available: 1000 });
  });

  it.each([
    ['settled', (id: string | undefined): Promise<unknown> => settle(id, 100), 900],
    ['voided', (id: string | undefined): Promise<unknown> => release(id), 1000],
  ])('cannot be ended again once it is %s', async (_, end, left) => {
    const id = await open(300);
    await end(id);
    const ended = await row(id);
    expect(await settle(id, 50)).toBeUndefined();
    expect(await release(id)).toBe(false);
    expect(await row(id)).toEqual(ended);
    expect(await balance()).toMatchObject({ balance: left, held: 0, available: left });
  });

  it('can only be ended by its own account', async () => {
    const id = await open(300);
    const other = await books.newUser(1000);
    expect(await settle(id, 100, other)).toBeUndefined();
    expect(await release(id, other)).toBe(false);
    expect(await row(id)).toMatchObject({ status: 'pending' });
    expect(await books.ledger.balance(other)).toMatchObject({ balance: 1000, held: 0 });
  });

  it('counts the holds of one user that are pending', async () => {
    const ids = [await open(1), await open(2), await open(3)];
    await settle(ids[0], 1);
    await release(ids[1]);
    expect(await run((tx) => books.holds.countPending(tx, userId))).toBe(1);
    expect(await run((tx) => books.holds.countPending(tx, 'nobody'))).toBe(0);
  });

  it('extends the lease of what is pending and its own, and says which', async () => {
    const [mine, ended] = [await open(10), await open(10)];
    const neighbour = new Holds(books.postings, books.events);
    const theirs = await run((tx) => neighbour.open(tx, holdOf(userId, 10)));
    await settle(ended, 1);
    const ids = [mine, ended, theirs, 'unknown'].map((id) => id ?? '');
    const extend = (some: string[]) => run((tx) => books.holds.extend(tx, some, 3_600_000));
    expect(await extend(ids)).toEqual([mine]);
    expect(await extend([])).toEqual([]);
    const leases = await Promise.all([mine, theirs].map(row));
    expect(leases.map((lease) => Math.round((lease?.leaseMs ?? 0) / 1000))).toEqual([3600, 30]);
  });
});
