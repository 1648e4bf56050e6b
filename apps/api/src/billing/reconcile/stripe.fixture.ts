import type { Engine, StripeEmulatorServer } from '@prome-dify/testing';
import { startStripeEmulator } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { sessionParams } from '../checkout/session-params';
import type { Books } from '../fulfilment/books.fixture';
import { openBooks } from '../fulfilment/books.fixture';
import type { Order } from '../orders/order';
import { setUpPayments } from '../stripe/payments';
import { StripeGateway } from '../stripe/stripe-gateway';

/** For specs: books of their own, and a Stripe that tells nobody what happens. */
export class SilentStripe {
  static readonly KEY = 'sk_test_silent';

  private constructor(
    readonly books: Books,
    readonly emulator: StripeEmulatorServer,
    readonly gateway: StripeGateway,
    /** How far Stripe's clock is behind ours. */
    private readonly clock: { behindMs: number },
  ) {}

  static async open(engine: Engine): Promise<SilentStripe> {
    const clock = { behindMs: 0 };
    const emulator = await startStripeEmulator({
      webhookUrl: () => null,
      webhookSecret: 'whsec_silent',
      retryDelaysMs: [],
      now: () => Date.now() - clock.behindMs,
    });
    const settings = { STRIPE_SECRET_KEY: SilentStripe.KEY, STRIPE_API_BASE: emulator.url };
    const payments = await setUpPayments(
      { ...settings, STRIPE_WEBHOOK_SECRET: undefined, production: false },
      () => null,
    );
    return new SilentStripe(await openBooks(engine), emulator, new StripeGateway(payments), clock);
  }

  /** An order that was made so long ago and has no checkout. */
  async order(agoMs: number): Promise<Order> {
    const { id } = await this.books.newOrder(await this.books.newUser());
    await this.books.database.run((tx) =>
      tx.execute(sql`UPDATE checkout_order SET session_id = NULL, url = NULL, state = 'created',
        created_at = ${Date.now() - agoMs} WHERE id = ${id}`),
    );
    return this.books.order(id);
  }

  /** The checkout of an order, opened as soon as it was made; nobody has noted it. */
  async session(order: Order): Promise<string> {
    this.clock.behindMs = Date.now() - order.createdAt;
    const params = sessionParams(order, 'http://client.test');
    const { id } = await this.gateway.createSession(params, order.id);
    this.clock.behindMs = 0;
    return id;
  }

  /** An order that was made and paid so long ago, as nobody noticed. */
  async paid(agoMs: number): Promise<Order> {
    const order = await this.order(agoMs);
    const session = await this.session(order);
    this.clock.behindMs = agoMs;
    await this.emulator.pay(session);
    this.clock.behindMs = 0;
    return order;
  }

  async close(): Promise<void> {
    await this.emulator.stop();
    await this.books.close();
  }
}
