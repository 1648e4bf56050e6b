import type { StripeEmulatorServer } from '@prome-dify/testing';
import { startStripeEmulator } from '@prome-dify/testing';
import Stripe from 'stripe';
import { openProduct, test as base, type Product } from './product';

const WEBHOOK_SECRET = 'whsec_the_shop_of_the_browser_tests';
const STRIPE_KEY = 'sk_test_browser';

/** A product whose Stripe is at hand: the test is the bank and the operator. */
export interface Shop extends Product {
  readonly emulator: StripeEmulatorServer;
  /** The id of the newest checkout session. */
  lastSession(): string;
  /** Gives back a part of what was paid, or all of it, as the operator can at Stripe. */
  refund(sessionId: string, amount?: number): Promise<void>;
  /** Ends a checkout that nobody has paid. */
  expire(sessionId: string): Promise<void>;
}

interface WorkerFixtures {
  /** Shared by the tests of a worker; an account begins with {@link SIGNUP_TOKENS}. */
  readonly shop: Shop;
}

/** So few that what a test spends comes from what it bought. */
export const SIGNUP_TOKENS = 20;

export const test = base.extend<object, WorkerFixtures>({
  shop: [
    async ({}, use) => {
      let server: string | null = null;
      const emulator = await startStripeEmulator({
        webhookUrl: () => server && `${server}/api/billing/webhook`,
        webhookSecret: WEBHOOK_SECRET,
        secretKey: STRIPE_KEY,
        redirectWaitMs: 1000,
      });
      const { product, close } = await openProduct({
        SIGNUP_TOKENS: String(SIGNUP_TOKENS),
        STRIPE_SECRET_KEY: STRIPE_KEY,
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
        STRIPE_API_BASE: emulator.url,
      });
      server = product.url;
      await use(shopOf(product, emulator));
      await close();
      await emulator.stop();
    },
    { scope: 'worker' },
  ],
  baseURL: ({ shop }, use) => use(shop.url),
});

function shopOf(product: Product, emulator: StripeEmulatorServer): Shop {
  const { host, port } = emulator;
  const stripe = new Stripe(STRIPE_KEY, { host, port, protocol: 'http', telemetry: false });
  return {
    ...product,
    emulator,
    lastSession: () => emulator.sessions().at(-1)?.id ?? '',
    async refund(sessionId, amount) {
      const session = emulator.sessions().find(({ id }) => id === sessionId);
      const payment_intent = session?.payment_intent;
      if (typeof payment_intent !== 'string') throw new Error('nothing was paid');
      const part = amount === undefined ? {} : { amount };
      await stripe.refunds.create({ payment_intent, ...part });
    },
    async expire(sessionId) {
      await stripe.checkout.sessions.expire(sessionId);
    },
  };
}
