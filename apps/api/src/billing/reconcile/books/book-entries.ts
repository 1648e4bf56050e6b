import type { DisputeState, OrderState } from '../../orders/order';

/** An order of ours, as far as the books depend on it. */
export interface OrderEntry {
  readonly id: string;
  readonly state: OrderState;
  readonly paymentIntent: string | null;
  /** In the smallest unit of `currency`, as are all amounts here. */
  readonly amount: number;
  readonly currency: string;
  readonly refundedAmount: number;
  readonly disputeState: DisputeState;
  readonly tokens: number;
  readonly tokensPosted: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A payment that Stripe has taken, with what became of it. */
export interface PaymentEntry {
  readonly paymentIntent: string;
  /** The order that it names; absent when it names none of a kind that we make. */
  readonly orderId: string | undefined;
  readonly amount: number;
  readonly currency: string;
  readonly refundedAmount: number;
  /** Stripe's word for how its newest dispute stands; absent when it has none. */
  readonly dispute: string | undefined;
}

/** Whether the money is gone, by our word for a dispute. */
export function isWithdrawn(state: DisputeState): boolean {
  return state === 'withdrawn' || state === 'lost';
}

/** Whether the money is gone, by Stripe's word: a warning takes none, a victory gives it back. */
export function isGone(dispute: string | undefined): boolean {
  if (dispute === undefined || dispute.startsWith('warning_')) return false;
  return dispute !== 'won' && dispute !== 'prevented';
}
