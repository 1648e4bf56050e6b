import type {
  BalanceView,
  CheckoutAnswer,
  PurchaseAnswer,
  PurchasesAnswer,
  UsageAnswer,
} from '@prome-dify/contracts';
import type { Engine, StripeEmulatorServer } from '@prome-dify/testing';
import { ApiClient, freePort, ServerProcess, startStripeEmulator } from '@prome-dify/testing';
import Stripe from 'stripe';
import { audit } from '../ledger';
import type { Database, Sql } from '../platform/database';
import { withSnapshot } from '../platform/database';
import { openDatabase } from '../platform/database/open-database';

export const WEBHOOK_SECRET = 'whsec_the_shop_of_the_specs';
const JWT_SECRET = 'the secret of the shop of the specs: long enough';
export const STRIPE_KEY = 'sk_test_canary_51Abcdefgh';
export const FRONTEND = 'http://client.test:3001';

/** For specs: the built server, and a Stripe emulator of the spec's own that it talks to. */
export class Shop {
  private constructor(
    private running: ServerProcess,
    readonly emulator: StripeEmulatorServer,
    readonly databaseUrl: string,
    private readonly env: Readonly<Record<string, string>>,
    private readonly removeDatabase: () => Promise<void>,
  ) {}

  static async open(engine: Engine, env: Readonly<Record<string, string>> = {}): Promise<Shop> {
    const { url, remove } = await engine.createDatabase();
    const port = await freePort();
    const emulator = await startStripeEmulator({
      webhookUrl: `http://127.0.0.1:${port}/api/billing/webhook`,
      webhookSecret: WEBHOOK_SECRET,
      secretKey: STRIPE_KEY,
      retryDelaysMs: [0, 100, 300],
    });
    const settings = {
      PORT: String(port),
      // Kept over restarts, as is everybody's session.
      JWT_SECRET,
      FRONTEND_URL: FRONTEND,
      STRIPE_SECRET_KEY: STRIPE_KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_BASE: emulator.url,
      ...env,
    };
    const server = await ServerProcess.start({ databaseUrl: url, env: settings });
    return new Shop(server, emulator, url, settings, remove);
  }

  get server(): ServerProcess {
    return this.running;
  }

  /** Stripe as the operator of the shop uses it. */
  get stripe(): Stripe {
    const { host, port } = this.emulator;
    return new Stripe(STRIPE_KEY, { host, port, protocol: 'http', telemetry: false });
  }

  /** Another process that serves the same shop, at a port of its own. */
  startSecond(): Promise<ServerProcess> {
    return ServerProcess.start({
      databaseUrl: this.databaseUrl,
      env: { ...this.env, PORT: '0' },
    });
  }

  /** Ends the server, lets `work` have the database, and starts the server again. */
  async whileClosed(
    work: (database: Database) => Promise<unknown>,
    signal: NodeJS.Signals = 'SIGTERM',
  ): Promise<void> {
    await this.running.stop(signal);
    const database = await openDatabase(this.databaseUrl);
    try {
      await work(database);
    } finally {
      await database.close();
    }
    this.running = await ServerProcess.start({ databaseUrl: this.databaseUrl, env: this.env });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.emulator.stop();
    await this.removeDatabase();
  }

  newBuyer(): Promise<Buyer> {
    return ApiClient.register(this.server.url).then(({ url, token }) => new Buyer(url, token));
  }

  /** The id of the newest session. */
  lastSession(): string {
    return this.emulator.sessions().at(-1)?.id ?? '';
  }

  /** Gives a part of a payment back, as the operator can at Stripe. */
  async refund(sessionId: string, amount: number): Promise<void> {
    const session = this.emulator.sessions().find(({ id }) => id === sessionId);
    const intent = session?.payment_intent;
    if (typeof intent !== 'string') throw new Error('nothing was paid');
    await this.stripe.refunds.create({ payment_intent: intent, amount });
  }

  /** A payment at Stripe that names an order which we never made. */
  async payForOrder(orderId: string, amount: number): Promise<void> {
    const metadata = { order_id: orderId };
    const price_data = { currency: 'usd', unit_amount: amount, product_data: { name: 'Pack' } };
    const { id } = await this.stripe.checkout.sessions.create({
      mode: 'payment',
      line_items: [{ quantity: 1, price_data }],
      metadata,
      payment_intent_data: { metadata },
      success_url: FRONTEND,
    });
    await this.emulator.pay(id);
  }

  /** Posts an event as Stripe would: signed, unless other headers say how. */
  async post(event: unknown, headers?: Readonly<Record<string, string>>) {
    const payload = typeof event === 'string' ? event : JSON.stringify(event);
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: WEBHOOK_SECRET,
    });
    const answer = await new ApiClient(this.server.url).call<{ code?: string }>(
      '/api/billing/webhook',
      { body: payload, headers: headers ?? { 'stripe-signature': signature } },
    );
    return { status: answer.status, code: answer.body.code };
  }

  /** Rows as committed, read beside the running server. */
  rows<Row>(statement: Sql): Promise<Row[]> {
    return withSnapshot(this.databaseUrl, (queries) => queries.rows<Row>(statement));
  }

  /** What an audit of the books finds. */
  async findings(): Promise<readonly unknown[]> {
    return (await withSnapshot(this.databaseUrl, audit)).findings;
  }
}

/** A signed-in user of the billing endpoints. */
export class Buyer extends ApiClient {
  async checkout(packageId = 'starter-pack', headers: Readonly<Record<string, string>> = {}) {
    return this.call<CheckoutAnswer & { code?: string }>('/api/billing/checkout', {
      body: { packageId },
      headers,
    });
  }

  confirm(sessionId: string) {
    return this.call<PurchaseAnswer & { code?: string }>(
      `/api/billing/checkout/${sessionId}/confirm`,
      { method: 'POST' },
    );
  }

  async balance(): Promise<number> {
    return (await this.call<BalanceView>('/api/billing/balance')).body.balance;
  }

  async purchases() {
    return (await this.call<PurchasesAnswer>('/api/billing/purchases')).body.purchases;
  }

  async usage() {
    return (await this.call<UsageAnswer>('/api/billing/usage')).body.usage;
  }
}

/** An event about an object, as Stripe words it. */
export function eventOf(
  type: string,
  object: object,
  id = `evt_${Math.random().toString(36).slice(2)}`,
) {
  const created = Math.floor(Date.now() / 1000);
  return { id, object: 'event', type, created, livemode: false, data: { object } };
}
