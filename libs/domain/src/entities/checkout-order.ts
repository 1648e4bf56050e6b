import { Check, Entity, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';

export const ORDER_STATES = [
  'created',
  'open',
  'processing',
  'paid',
  'failed',
  'expired',
  'review',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const DISPUTE_STATES = ['none', 'open', 'withdrawn', 'won', 'lost'] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/**
 * A purchase: what was offered (copied from the package before Stripe is called) and the facts that
 * Stripe told since. The tokens posted follow from the facts.
 */
@Entity('checkout_order')
@Unique('checkout_order_session_id_key', ['sessionId'])
@Unique('checkout_order_payment_intent_key', ['paymentIntent'])
@Check('checkout_order_tokens_check', 'tokens > 0')
@Check('checkout_order_amount_check', 'amount > 0')
@Check('checkout_order_currency_check', 'length(currency) = 3')
@Check('checkout_order_state_check', oneOf('state', ORDER_STATES))
@Check('checkout_order_refunded_amount_check', 'refunded_amount >= 0')
@Check('checkout_order_dispute_state_check', oneOf('dispute_state', DISPUTE_STATES))
@Check('checkout_order_tokens_posted_check', 'tokens_posted >= 0 AND tokens_posted <= tokens')
@Check('order_paid', `(state = 'paid') = (paid_at IS NOT NULL)`)
@Check('order_posted_only_if_paid', `tokens_posted = 0 OR state = 'paid'`)
@Index('order_user', ['userId', 'createdAt'])
@Index('order_check', ['nextCheckAt'], { where: `state IN ('created','open','processing')` })
export class CheckoutOrder {
  @IdColumn('checkout_order_pkey')
  id!: string;

  @TextColumn()
  userId!: string;

  @TextColumn()
  packageId!: string;

  @TextColumn()
  packageName!: string;

  @BigintColumn()
  tokens!: number;

  /** What was asked for, in the smallest unit of `currency`. */
  @BigintColumn()
  amount!: number;

  /** Three letters, as Stripe writes them. */
  @TextColumn()
  currency!: string;

  @TextColumn({ nullable: true })
  stripePriceId!: string | null;

  @TextColumn({ nullable: true })
  sessionId!: string | null;

  /** Where the browser goes to pay. */
  @TextColumn({ nullable: true })
  url!: string | null;

  @TextColumn({ nullable: true })
  paymentIntent!: string | null;

  /** Suffix of Stripe's idempotency key, for Stripe replays a failed answer under the same key. */
  @BigintColumn({ default: 0 })
  idempotencySeq!: number;

  @TextColumn({ default: 'created' })
  state!: OrderState;

  @BigintColumn({ nullable: true })
  paidAt!: number | null;

  /** Refunded so far, in the smallest unit of `currency`. */
  @BigintColumn({ default: 0 })
  refundedAmount!: number;

  @TextColumn({ default: 'none' })
  disputeState!: DisputeState;

  /** Time of the newest dispute event that was applied. */
  @BigintColumn({ nullable: true })
  disputeEventAt!: number | null;

  /** Tokens of this order that are in the ledger now. */
  @BigintColumn({ default: 0 })
  tokensPosted!: number;

  /** Number of postings so far; part of their idempotency key. */
  @BigintColumn({ default: 0 })
  postSeq!: number;

  @BigintColumn({ nullable: true })
  nextCheckAt!: number | null;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn()
  updatedAt!: number;
}
