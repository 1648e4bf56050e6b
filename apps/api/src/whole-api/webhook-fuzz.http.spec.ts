import { SEED } from '@prome-dify/testing/random';
import { enginesFor } from '@prome-dify/testing';
import { Chance } from '../chat/simulation/spec-support/chance';
import { sql, withSnapshot } from '../platform/database';
import { inParallel } from '../billing/reconcile/in-parallel';
import type { Buyer } from '../billing/shop.fixture';
import { eventOf, Shop } from '../billing/shop.fixture';
import type { Posted } from './spec-support/webhook-fuzz';
import { forged, malformed } from './spec-support/webhook-fuzz';

/** How many on SQLite; a fourth of them on PostgreSQL. */
const FUZZ = Number(process.env['FUZZ'] ?? 2_000);
const COUNTS = { sqlite: FUZZ, postgres: Math.ceil(FUZZ / 4) };
/** One of so many is signed as it should be. */
const SIGNED_SHARE = 0.2;
const AT_ONCE = 24;
const TYPES = ['checkout.session.completed', 'charge.refunded', 'refund.updated', 'refund.failed'];
const DISPUTES = ['charge.dispute.created', 'charge.dispute.closed', 'customer.created'];

describe.each(await enginesFor(import.meta.filename))(
  'a webhook that anybody can post to, on $name',
  (engine) => {
    const count = COUNTS[engine.name];
    let shop: Shop;
    beforeAll(async () => {
      shop = await Shop.open(engine);
      shop.emulator.dropWebhooks(true);
    });
    afterAll(() => shop.close());

    /** Rows that money depends on, word for word, and how many events were taken. */
    const rows = () =>
      withSnapshot(shop.databaseUrl, async (queries) => ({
        money: [
          await queries.rows(sql`SELECT * FROM account ORDER BY id`),
          await queries.rows(sql`SELECT * FROM transfer ORDER BY id`),
          await queries.rows(sql`SELECT * FROM usage_event ORDER BY id`),
        ],
        orders: await queries.rows(sql`SELECT * FROM checkout_order ORDER BY id`),
        events: await queries.rows(sql`SELECT id FROM stripe_event ORDER BY id`),
      }));

    async function post({ body, headers }: Posted): Promise<number> {
      const url = `${shop.server.url}/api/billing/webhook`;
      const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
      await answer.arrayBuffer();
      return answer.status;
    }

    /** An open checkout that somebody would like to have for nothing. */
    async function wanted(): Promise<{ buyer: Buyer; session: object }> {
      const buyer = await shop.newBuyer();
      await buyer.checkout();
      const session = shop.emulator.sessions().at(-1);
      const paid = { status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' };
      return { buyer, session: { ...session, ...paid } };
    }

    /** Posts so many; those that were answered as they must not be, and how many were taken. */
    async function postAll(
      number: number,
      make: () => Posted,
      isWrong: (status: number) => boolean,
    ) {
      const wrong: string[] = [];
      let taken = 0;
      await inParallel(Array.from({ length: number }), AT_ONCE, async () => {
        const posted = make();
        const status = await post(posted);
        const { what, body, headers } = posted;
        if (status === 200) taken += 1;
        if (!isWrong(status)) return;
        wrong.push(`${status} ${what} ${JSON.stringify(headers)} ${body.toString().slice(0, 300)}`);
      });
      return { wrong: wrong.slice(0, 5), taken };
    }

    it(`takes none of ${count} forgeries and changes nothing (FUZZ=${FUZZ} SEED=${SEED})`, async () => {
      const chance = new Chance(SEED);
      const { buyer, session } = await wanted();
      const event = JSON.stringify(eventOf('checkout.session.completed', session, 'evt_x'));
      const before = await rows();
      const number = Math.ceil(count * (1 - SIGNED_SHARE));
      const isWrong = (status: number) => status < 400 || status >= 500;
      const { wrong } = await postAll(number, () => forged(chance, event), isWrong);
      expect(wrong).toEqual([]);
      expect(await rows()).toEqual(before);
      // Signed as it should be, the same is worth its tokens.
      expect((await shop.post(event)).status).toBe(200);
      expect(await buyer.balance()).toBe(2000);
    }, 600_000);

    it(`bears signed events of every shape, and credits nothing (SEED=${SEED})`, async () => {
      const chance = new Chance(SEED + 1);
      const { session } = await wanted();
      const before = await rows();
      const make = () => {
        const type = chance.pick([...TYPES, ...DISPUTES]);
        const id = `evt_${chance.between(1, 1e9)}`;
        // Unpaid, for what is signed is believed: a spoilt one must not become a payment.
        const object = { ...session, payment_status: 'unpaid', charge: 'ch_1' };
        return malformed(chance, JSON.stringify(eventOf(type, object, id)));
      };
      const isWrong = (status: number) => status >= 500;
      const { wrong, taken } = await postAll(Math.floor(count * SIGNED_SHARE), make, isWrong);
      expect(wrong).toEqual([]);
      expect(taken).toBeGreaterThan(0);
      expect((await rows()).money).toEqual(before.money);
      expect(await shop.findings()).toEqual([]);
    }, 600_000);
  },
);
