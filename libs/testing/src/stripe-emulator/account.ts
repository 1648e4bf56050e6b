import type Stripe from 'stripe';
import { noSuch } from './errors';
import type { EventLog } from './event-log';

/** A checkout session with what Stripe keeps beside it. */
export interface SessionRecord {
  readonly session: Stripe.Checkout.Session;
  readonly lineItems: readonly Stripe.LineItem[];
  /** What the hosted page says below the product's name; may be empty. */
  readonly details: string;
  /** `payment_intent_data.metadata`, copied to the payment once there is one. */
  readonly paymentMetadata: Stripe.Metadata;
}

/**
 * Everything one Stripe account knows, in memory. Objects are replaced, never changed in place,
 * so that the snapshots inside events stay what they were.
 */
export interface StripeAccount {
  readonly sessions: Map<string, SessionRecord>;
  readonly paymentIntents: Map<string, Stripe.PaymentIntent>;
  readonly charges: Map<string, Stripe.Charge>;
  readonly disputes: Map<string, Stripe.Dispute>;
  readonly refunds: Map<string, Stripe.Refund>;
  readonly prices: Map<string, Stripe.Price>;
  readonly events: EventLog;
  /** Address at which browsers reach the hosted pages, without a trailing slash. */
  readonly pageBase: string;
  /** Seconds since 1970. */
  readonly seconds: () => number;
}

export function newAccount(events: EventLog, pageBase: string, now: () => number): StripeAccount {
  return {
    sessions: new Map(),
    paymentIntents: new Map(),
    charges: new Map(),
    disputes: new Map(),
    refunds: new Map(),
    prices: new Map(),
    events,
    pageBase,
    seconds: () => Math.floor(now() / 1000),
  };
}

/** @throws StripeRefusal 404 when nothing has this id. */
export function mustFind<T>(
  from: ReadonlyMap<string, T>,
  kind: string,
  id: string,
  param?: string,
): T {
  const found = from.get(id);
  if (found === undefined) throw noSuch(kind, id, param);
  return found;
}
