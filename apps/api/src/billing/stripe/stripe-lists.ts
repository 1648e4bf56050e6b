import type Stripe from 'stripe';
import type { VerifiedEvent } from './verified-event';
import { storedEvent } from './verified-event';

/** A time from, and if it has an end to, both included; seconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to?: number | undefined;
}

const PAGE = 100;
/** More pages than any list of ours has: one that goes on is broken. */
const PAGES_MAX = 5_000;

/** The events that tell of a purchase. */
export const EVENT_TYPES = [
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

/**
 * What Stripe has, newest first, in pages of up to a hundred that are asked for one after the
 * other. Reading any of them throws a StripeError when Stripe does not answer.
 */
export class StripeLists {
  constructor(private readonly stripe: Stripe) {}

  /** Events about purchases; `undelivered`: only those that no webhook endpoint has taken yet. */
  async *events(span: Span, undelivered: boolean): AsyncGenerator<readonly VerifiedEvent[]> {
    const params = {
      types: EVENT_TYPES,
      created: range(span),
      ...(undelivered ? { delivery_success: false } : {}),
    };
    for await (const page of pages((at) => this.stripe.events.list({ ...params, ...at }))) {
      yield page.map((event) => storedEvent(JSON.stringify(event)));
    }
  }

  sessions(span: Span): AsyncGenerator<readonly Stripe.Checkout.Session[]> {
    const created = range(span);
    return pages((at) => this.stripe.checkout.sessions.list({ created, ...at }));
  }

  charges(span: Span): AsyncGenerator<readonly Stripe.Charge[]> {
    const created = range(span);
    return pages((at) => this.stripe.charges.list({ created, ...at }));
  }

  disputes(span: Span): AsyncGenerator<readonly Stripe.Dispute[]> {
    const created = range(span);
    return pages((at) => this.stripe.disputes.list({ created, ...at }));
  }
}

function range({ from, to }: Span): Stripe.RangeQueryParam {
  return { gte: Math.max(0, from), ...(to === undefined ? {} : { lte: to }) };
}

async function* pages<T extends { readonly id: string }>(
  list: (at: Stripe.PaginationParams) => Promise<Stripe.ApiList<T>>,
): AsyncGenerator<readonly T[]> {
  let after: string | undefined;
  for (let count = 0; count < PAGES_MAX; count += 1) {
    const at = after === undefined ? {} : { starting_after: after };
    const { data, has_more } = await list({ limit: PAGE, ...at });
    yield data;
    after = data.at(-1)?.id;
    if (!has_more || after === undefined) return;
  }
  throw new Error('a list of Stripe does not end');
}
