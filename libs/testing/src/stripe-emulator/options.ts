import type Stripe from 'stripe';

/** How an emulator is set up. Times are milliseconds. */
export interface StripeEmulatorOptions {
  /** Where events are posted; a function when the address is known only later (`null`: not yet). */
  readonly webhookUrl: string | (() => string | null);
  /** Signs the events, `whsec_…`. */
  readonly webhookSecret: string;
  /** Address at which browsers reach the emulator, without a trailing slash. */
  readonly pageBase: string;
  /** The only key that is let in; default: every `sk_test_…` and `rk_test_…`. */
  readonly secretKey?: string;
  /** Event types the webhook endpoint is subscribed to; default: those of a token shop. */
  readonly enabledEvents?: readonly Stripe.Event.Type[];
  /** Waits before each delivery attempt; their number bounds the attempts. */
  readonly retryDelaysMs?: readonly number[];
  /** How long the hosted page waits for the webhook before it sends the browser back. */
  readonly redirectWaitMs?: number;
  /** Clock, milliseconds since 1970. */
  readonly now?: () => number;
}

/** What a shop that sells by hosted checkout listens to. */
export const SHOP_EVENTS: readonly Stripe.Event.Type[] = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
];

export const RETRY_DELAYS_MS: readonly number[] = [
  0, 50, 200, 500, 1000, 2000, 5000, 10_000, 30_000,
];
export const REDIRECT_WAIT_MS = 3000;
