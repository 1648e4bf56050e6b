import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Engine, ModelServer, StripeEmulatorServer } from '@prome-dify/testing';
import {
  ApiClient,
  freePort,
  ServerProcess,
  startModelServer,
  startStripeEmulator,
  until,
} from '@prome-dify/testing';
import Stripe from 'stripe';
import { Cleanup } from './cleanup';
import { Customer } from './customer';
import { Random } from './random';
import { METRICS_SECRET, serverEnv, STRIPE_KEY, WEBHOOK_SECRET, writeModels } from './settings';

const CLI = join(import.meta.dirname, '../../../../dist/apps/api/cli.js');

/** What a run of promises may choose. */
export interface Choice {
  readonly engine: Engine;
  readonly seed: number;
  /** Variables of the server that are not to be as this report has them. */
  readonly env: Readonly<Record<string, string>>;
}

/** Where a server answers, its database and its variables. */
interface Place {
  readonly url: string;
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Somebody at the end of a checkout. */
export interface Buyer {
  readonly customer: Customer;
  readonly sessionId: string;
}

/** The product as it is delivered, on a database of its own, between a model and a Stripe of ours. */
export class World {
  private server?: Promise<ServerProcess>;
  private isClosed = false;

  private constructor(
    readonly random: Random,
    readonly model: ModelServer,
    readonly stripe: StripeEmulatorServer,
    private readonly place: Place,
    private readonly cleanup: Cleanup,
  ) {}

  /** Starts everything; throws when the server does not start, and leaves nothing then. */
  static async open(choice: Choice): Promise<World> {
    const cleanup = new Cleanup();
    try {
      const world = await World.around(choice, cleanup);
      await world.start();
      return world;
    } catch (error) {
      await cleanup.run();
      throw error;
    }
  }

  private static async around({ engine, seed, env }: Choice, cleanup: Cleanup): Promise<World> {
    const database = await engine.createDatabase();
    cleanup.add(() => database.remove());
    const model = await startModelServer();
    cleanup.add(() => model.stop());
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const stripe = await startStripeEmulator({
      webhookUrl: `${url}/api/billing/webhook`,
      webhookSecret: WEBHOOK_SECRET,
      secretKey: STRIPE_KEY,
      retryDelaysMs: [0, 100, 300],
    });
    cleanup.add(() => stripe.stop());
    const variables = serverEnv(port, await writeModels(model), stripe);
    const place = { url, databaseUrl: database.url, env: { ...variables, ...env } };
    const world = new World(new Random(seed), model, stripe, place, cleanup);
    cleanup.add(() => world.stop('SIGKILL'));
    return world;
  }

  get url(): string {
    return this.place.url;
  }

  get databaseUrl(): string {
    return this.place.databaseUrl;
  }

  async newCustomer(): Promise<Customer> {
    const { token, userId } = await ApiClient.register(this.url);
    return new Customer(this.url, token, userId);
  }

  newCustomers(count: number): Promise<Customer[]> {
    return Promise.all(Array.from({ length: count }, () => this.newCustomer()));
  }

  /** A customer at the end of a checkout; nothing is paid yet. */
  async atCheckout(): Promise<Buyer> {
    const customer = await this.newCustomer();
    await customer.checkout();
    return { customer, sessionId: this.stripe.sessions().at(-1)?.id ?? '' };
  }

  /** So many customers who have paid. */
  async buyers(count: number): Promise<Buyer[]> {
    const buyers: Buyer[] = [];
    while (buyers.length < count) {
      const buyer = await this.atCheckout();
      await this.stripe.pay(buyer.sessionId);
      buyers.push(buyer);
    }
    return buyers;
  }

  /** Gives cents of a payment back at Stripe, as the operator can; all of it by default. */
  async refund(sessionId: string, amount?: number): Promise<void> {
    const { host, port } = this.stripe;
    const stripe = new Stripe(STRIPE_KEY, { host, port, protocol: 'http', telemetry: false });
    const intent = this.stripe.sessions().find(({ id }) => id === sessionId)?.payment_intent;
    if (typeof intent !== 'string') throw new Error('nothing was paid');
    await stripe.refunds.create({ payment_intent: intent, ...(amount ? { amount } : {}) });
  }

  /** What the server has in memory, in bytes. */
  async residentBytes(): Promise<number> {
    return (await this.server)?.residentBytes() ?? 0;
  }

  /** How often the server has said something in its log since it was started. */
  async logged(words: string): Promise<number> {
    const log = (await this.server)?.log.join('') ?? '';
    return log.split(words).length - 1;
  }

  /** What the server counts under this name, where it has no labels. */
  async metric(name: string): Promise<number> {
    const authorization = `Bearer ${METRICS_SECRET}`;
    const answer = await fetch(`${this.url}/metrics`, { headers: { authorization } });
    const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(await answer.text())?.[1];
    if (value === undefined) throw new Error(`the server does not count ${name}`);
    return Number(value);
  }

  /** Ends the server; answers its exit code, `null` when it was killed. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    return (await this.server?.catch(() => undefined))?.stop(signal) ?? null;
  }

  /** Starts the server again on the same data, with these variables changed. */
  async start(changed: Readonly<Record<string, string>> = {}): Promise<void> {
    if (this.isClosed) throw new Error('this run is over');
    const { databaseUrl, env } = this.place;
    this.server = ServerProcess.start({ databaseUrl, env: { ...env, ...changed } });
    await this.server;
  }

  /** Forgets what a scenario has set. */
  calm(): void {
    this.model.clear();
    this.model.script('normal');
    this.stripe.calm();
    this.stripe.dropWebhooks(false);
  }

  /** Waits until nothing is held of anybody's tokens. */
  nothingHeld(customers: readonly Customer[]): Promise<unknown> {
    return until(
      'nothing is held',
      async () => {
        const balances = await Promise.all(customers.map((customer) => customer.balance()));
        return balances.every(({ held }) => held === 0);
      },
      20_000,
    );
  }

  /** What the audit of the books says; `isSound` is its exit code. */
  audit(): Promise<{ readonly isSound: boolean; readonly says: string }> {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: this.databaseUrl };
    return new Promise((resolve) => {
      execFile(process.execPath, [CLI, 'ledger:verify'], { env }, (error, stdout, stderr) =>
        resolve({ isSound: error === null, says: `${stdout}${stderr}`.trim() }),
      );
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.cleanup.run();
  }
}
