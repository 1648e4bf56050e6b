import type { ServerProcess } from '@prome-dify/testing';
import { reachableEngines, until } from '@prome-dify/testing';
import type { Database } from '../../platform/database';
import { sql } from '../../platform/database';
import { openDatabase } from '../../platform/database/open-database';
import { Buyer, Shop } from '../shop.fixture';

const PAYMENTS = 20;
const LEASE_MS = 2_500;

/** SQLite serves one process. */
const shared = (await reachableEngines()).filter(({ name }) => name === 'postgres');

describe.each(shared)('two processes on one $name', (engine) => {
  let shop: Shop;
  let second: ServerProcess;
  let database: Database;
  beforeAll(async () => {
    shop = await Shop.open(engine, {
      RECONCILE_MS: '500',
      HOLD_LEASE_MS: String(LEASE_MS),
      LOG_LEVEL: 'info',
    });
    second = await shop.startSecond();
    database = await openDatabase(shop.databaseUrl);
    shop.emulator.dropWebhooks(true);
  });
  afterAll(async () => {
    await database.close();
    await second.stop();
    await shop.close();
  });

  /** Beginning and end of every round so far, in milliseconds. */
  const rounds = (server: ServerProcess) =>
    server.log
      .join('')
      .split('\n')
      .filter((line) => line.includes('reconciled with Stripe'))
      .map((line) => {
        const { time, ms } = JSON.parse(line) as { time: string; ms: number };
        return { from: Date.parse(time) - ms, to: Date.parse(time) };
      });

  const leaseUntil = async () => {
    const row = await database.read.row<{ at: number }>(
      sql`SELECT lease_until AS at FROM job_lease`,
    );
    return row?.at ?? 0;
  };

  async function paid() {
    const buyer = await shop.newBuyer();
    await buyer.checkout();
    await shop.emulator.pay(shop.lastSession());
    return buyer;
  }

  it('reconcile one at a time, and credit everything once', async () => {
    const buyers = [];
    for (let n = 0; n < PAYMENTS; n += 1) buyers.push(await paid());
    const all = () => [...rounds(shop.server), ...rounds(second)];
    const before = all().length;
    await until('there were more rounds', () => all().length > before + 4);
    for (const buyer of buyers) {
      expect(await buyer.balance()).toBe(2000);
      expect((await buyer.usage()).filter(({ type }) => type === 'purchase')).toHaveLength(1);
    }
    const inOrder = all().toSorted((a, b) => a.from - b.from);
    for (const [at, round] of inOrder.entries()) {
      const next = inOrder[at + 1];
      // A millisecond is rounded on each side.
      if (next) expect(next.from).toBeGreaterThanOrEqual(round.to - 2);
    }
    expect(await shop.findings()).toEqual([]);
  });

  it('leave the work to the one that is at it, and go on when that one has died', async () => {
    await second.stop();
    shop.emulator.failNext({ kind: 'stall', method: 'GET', path: /events/, times: 2 });
    await until('the first waits for Stripe', () => shop.emulator.faultsLeft() < 2);
    second = await shop.startSecond();
    const buyer = await paid();
    const first = await leaseUntil();
    await until('it is renewed', async () => (await leaseUntil()) > first + LEASE_MS);
    expect(rounds(second)).toEqual([]);
    expect(await buyer.balance()).toBe(1000);
    await shop.server.stop('SIGKILL');
    const heir = new Buyer(second.url, buyer.token);
    await until('the second goes on', async () => (await heir.balance()) === 2000);
  });
});
