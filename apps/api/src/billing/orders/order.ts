import type { PurchaseDispute, PurchaseState, PurchaseView } from '@prome-dify/contracts';

/** `created` before Stripe answers; `review`: a person has to look at it. `paid` is final. */
export type OrderState =
  'created' | 'open' | 'processing' | 'paid' | 'failed' | 'expired' | 'review';

/** Money is gone while `withdrawn` and after `lost`. */
export type DisputeState = 'none' | 'open' | 'withdrawn' | 'won' | 'lost';

/** What Stripe has told about a purchase. Tokens in the balance follow from it; see `wantTokens`. */
export interface OrderFacts {
  readonly state: OrderState;
  /** Milliseconds since 1970; set while `state` is `paid`, which it then stays. */
  readonly paidAt: number | null;
  readonly sessionId: string | null;
  readonly paymentIntent: string | null;
  /** Refunded so far, in the smallest unit of the currency. */
  readonly refundedAmount: number;
  readonly disputeState: DisputeState;
  /** Seconds since 1970, by Stripe's clock. */
  readonly disputeEventAt: number | null;
}

/** A purchase: what was offered, which never changes, and the facts since. */
export interface Order extends OrderFacts {
  readonly id: string;
  readonly userId: string;
  readonly packageId: string;
  readonly packageName: string;
  readonly tokens: number;
  /** In the smallest unit of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly stripePriceId: string | null;
  /** Where the browser goes to pay. */
  readonly url: string | null;
  /** How often Stripe's idempotency key had to be changed. */
  readonly idempotencySeq: number;
  /** Tokens of this order that are in the ledger now. */
  readonly tokensPosted: number;
  readonly createdAt: number;
}

/** What a new order is made from. */
export type NewOrder = Pick<
  Order,
  | 'id'
  | 'userId'
  | 'packageId'
  | 'packageName'
  | 'tokens'
  | 'amount'
  | 'currency'
  | 'stripePriceId'
  | 'createdAt'
>;

const SHOWN: Readonly<Record<OrderState, PurchaseState>> = {
  created: 'pending',
  open: 'pending',
  processing: 'processing',
  paid: 'paid',
  failed: 'failed',
  expired: 'expired',
  review: 'review',
};

/** Whether the money is withheld during a dispute is between Stripe and the shop. */
const DISPUTE: Readonly<Record<DisputeState, PurchaseDispute>> = {
  none: 'none',
  open: 'open',
  withdrawn: 'open',
  won: 'won',
  lost: 'lost',
};

/** An order as its buyer sees it. */
export function purchaseView(order: Order): PurchaseView {
  const { id, packageId, packageName, tokens, amount, currency, state, tokensPosted } = order;
  return {
    id,
    packageId,
    packageName,
    tokens,
    amount,
    currency,
    state: SHOWN[state],
    tokensCredited: tokensPosted,
    refundedAmount: order.refundedAmount,
    dispute: DISPUTE[order.disputeState],
    hasReceipt: state === 'paid' && order.paymentIntent !== null,
    createdAt: new Date(order.createdAt).toISOString(),
  };
}
