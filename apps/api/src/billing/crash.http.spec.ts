import type { PlannedFault } from '@prome-dify/testing';
import { enginesFor, until } from '@prome-dify/testing';
import type { Buyer } from './shop.fixture';
import { Shop } from './shop.fixture';
import type { Write } from './spec-support/standstill';
import { Standstill } from './spec-support/standstill';

/** Where the process dies: before a write, while Stripe is asked, or when all is done but told. */
type Place = { readonly write: Write } | { readonly asking: PlannedFault } | 'the answer is lost';
type Steps = readonly (readonly [name: string, place: Place])[];

const asking = (method: string, path: RegExp): Place => ({
  asking: { kind: 'stall', method, path },
});
const LOST = ['everything is done, the answer is lost', 'the answer is lost'] as const;

// Every kill takes a start: a place that another way passes through the same code, or that the spec
// of the reconciler has (a session whose answer is lost), is not here.
const CHECKOUT: Steps = [
  ['the order is not written yet', { write: 'INSERT ON checkout_order' }],
  ['the order is written, Stripe has opened nothing', asking('POST', /sessions$/)],
  ['the session is there, but not noted', { write: 'UPDATE OF session_id ON checkout_order' }],
  LOST,
];
const WEBHOOK: Steps = [
  ['the event has come, but is not stored', { write: 'INSERT ON stripe_event' }],
  ['the event is stored and has no effect yet', { write: 'UPDATE ON checkout_order' }],
  ['the tokens are counted, the entry is not written', { write: 'INSERT ON transfer' }],
  LOST,
];
const CONFIRM: Steps = [
  ['Stripe is asked', asking('GET', /sessions\/cs_/)],
  ['Stripe has told, nothing is noted', { write: 'UPDATE ON checkout_order' }],
];
const REFUND: Steps = [
  ['the event is stored, Stripe is asked', asking('GET', /charges/)],
  ['the tokens are counted, the entry is not written', { write: 'INSERT ON transfer' }],
  LOST,
];

describe.each(await enginesFor(import.meta.filename))(
  'kill -9 between the steps on $name',
  (engine) => {
    let shop: Shop;
    let standstill: Standstill;
    let buyer: Buyer;
    beforeAll(async () => {
      // Rounds at the start only: what asks Stripe in between is what the spec has begun.
      shop = await Shop.open(engine, { RECONCILE_MS: '600000', HOLD_LEASE_MS: '1000' });
      standstill = new Standstill(shop.databaseUrl);
      shop.emulator.dropWebhooks(true);
    });
    beforeEach(async () => {
      buyer = await shop.newBuyer();
    });
    afterEach(async () => {
      shop.emulator.calm();
      expect(await shop.findings()).toEqual([]);
    });
    afterAll(() => shop.close());

    /** Begins something, kills the server at that place, and starts it again. */
    async function killed(place: Place, begin: () => Promise<unknown>): Promise<void> {
      if (place !== 'the answer is lost') {
        if ('write' in place) await standstill.set(place.write);
        else shop.emulator.failNext(place.asking);
      }
      const doomed = begin().catch(() => undefined);
      if (place === 'the answer is lost') await doomed;
      else if ('asking' in place) await until('it asks', () => shop.emulator.faultsLeft() === 0);
      else await until('it stands still', () => standstill.isReached(shop.server.url));
      await shop.whileClosed(() => standstill.lift(), 'SIGKILL');
      await doomed;
    }

    const balanceIs = (balance: number) =>
      until(`the balance is ${balance}`, async () => (await buyer.balance()) === balance);

    const tokensOf = async (type: string) =>
      (await buyer.usage()).filter((line) => line.type === type).map((line) => -line.tokensUsed);

    /** Stripe comes again with everything it has told so far, as it does for three days. */
    async function stripeComesAgain(): Promise<void> {
      for (const { id } of shop.emulator.events()) {
        expect((await shop.emulator.redeliver(id)).status).toBe(200);
      }
    }

    /** A session that is paid, and the event that nobody has heard of. */
    async function paid(): Promise<{ session: string; event: string }> {
      await buyer.checkout();
      const session = shop.lastSession();
      await shop.emulator.pay(session);
      return { session, event: lastEvent() };
    }

    const lastEvent = () => shop.emulator.events().at(-1)?.id ?? '';

    async function expectCreditedOnce(): Promise<void> {
      await balanceIs(2000);
      await stripeComesAgain();
      expect(await buyer.balance()).toBe(2000);
      expect(await tokensOf('purchase')).toEqual([1000]);
      expect(await buyer.purchases()).toMatchObject([{ state: 'paid', tokensCredited: 1000 }]);
    }

    describe('of a checkout', () => {
      it.each(CHECKOUT)('%s: the repeated one leads to the one session', async (_, place) => {
        const before = shop.emulator.sessions().length;
        const begin = () => buyer.checkout('starter-pack', { 'idempotency-key': 'mine' });
        await killed(place, begin);
        const { status, body } = await begin();
        const session = shop.emulator.sessions().at(-1);
        expect({ status, url: body.url }).toEqual({ status: 200, url: session?.url });
        expect(shop.emulator.sessions()).toHaveLength(before + 1);
        await shop.emulator.pay(session?.id ?? '');
        expect((await buyer.confirm(session?.id ?? '')).status).toBe(200);
        await expectCreditedOnce();
      });
    });

    describe('of a webhook', () => {
      it.each(WEBHOOK)('%s: the start alone heals it', async (_, place) => {
        const { event } = await paid();
        await killed(place, () => shop.emulator.redeliver(event));
        await expectCreditedOnce();
      });
    });

    describe('of a return to the shop', () => {
      it.each(CONFIRM)('%s: credited once', async (_, place) => {
        const { session } = await paid();
        await killed(place, () => buyer.confirm(session));
        await expectCreditedOnce();
        expect((await buyer.confirm(session)).body.balance).toBe(2000);
      });
    });

    describe('of a refund', () => {
      it.each(REFUND)('%s: taken back once', async (_, place) => {
        const { session } = await paid();
        await buyer.confirm(session);
        await shop.refund(session, 333);
        await killed(place, () => shop.emulator.redeliver(lastEvent()));
        await stripeComesAgain();
        await balanceIs(1667);
        expect(await tokensOf('purchase')).toEqual([1000]);
        expect(await tokensOf('refund')).toEqual([-333]);
      });
    });
  },
);
