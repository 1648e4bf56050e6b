import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { StripeEmulatorServer, StripeEmulatorServerOptions } from './start';
import { startStripeEmulator } from './start';

const WEBHOOK_SECRET = 'whsec_shop';

/** A shop for the specs: an emulator, the real SDK pointed at it, and a webhook endpoint. */
export interface Shop {
  readonly stripe: Stripe;
  readonly emulator: StripeEmulatorServer;
  /** Events whose signature was right, as they came. */
  readonly received: Stripe.Event[];
  /** Statuses that the endpoint answers next; 200 when there are none left. */
  readonly answers: number[];
  /** A session for one package at 9.99. */
  checkout(
    more?: Partial<Stripe.Checkout.SessionCreateParams>,
  ): Promise<Stripe.Response<Stripe.Checkout.Session>>;
  close(): Promise<void>;
}

export async function openShop(options: Partial<StripeEmulatorServerOptions> = {}): Promise<Shop> {
  const received: Stripe.Event[] = [];
  const answers: number[] = [];
  const endpoint = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const signature = request.headers['stripe-signature'] ?? '';
      received.push(
        Stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, WEBHOOK_SECRET),
      );
      response.writeHead(answers.shift() ?? 200).end();
    })();
  });
  endpoint.listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  const { port } = endpoint.address() as AddressInfo;
  const emulator = await startStripeEmulator({
    webhookUrl: `http://127.0.0.1:${port}/webhook`,
    webhookSecret: WEBHOOK_SECRET,
    retryDelaysMs: [0, 5, 10, 20],
    ...options,
  });
  const stripe = sdkFor(emulator);
  return {
    stripe,
    emulator,
    received,
    answers,
    checkout: (more = {}) => stripe.checkout.sessions.create({ ...CHECKOUT, ...more }),
    close: async () => {
      await emulator.stop();
      endpoint.close();
      endpoint.closeAllConnections();
    },
  };
}

/** The id of what a member refers to, expanded or not. */
export function idOf(reference: string | { readonly id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

/** The real SDK, pointed at an emulator. */
export function sdkFor(emulator: StripeEmulatorServer, key = 'sk_test_shop'): Stripe {
  const { host, port } = emulator;
  return new Stripe(key, { host, port, protocol: 'http', telemetry: false, maxNetworkRetries: 0 });
}

export const CHECKOUT: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: 'usd',
        unit_amount: 999,
        product_data: { name: 'Starter Pack', description: '1,000 tokens' },
      },
    },
  ],
  client_reference_id: 'user-1',
  metadata: { order_id: 'order-1' },
  payment_intent_data: { metadata: { order_id: 'order-1', kind: 'tokens' } },
  adaptive_pricing: { enabled: false },
  success_url: 'http://shop.test/billing?status=success&session_id={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.test/billing?status=cancel',
};
