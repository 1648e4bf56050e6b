import type { DisputeState, Order, OrderState } from '../orders/order';
import type { ChargeFacts, DisputeFacts } from './payment-facts';
import type { SessionFacts } from './session-facts';

/** How far a purchase has come: a later report of an earlier state changes nothing. */
const PROGRESS: Readonly<Record<OrderState, number>> = {
  created: 0,
  open: 1,
  processing: 2,
  expired: 3,
  failed: 3,
  review: 4,
  paid: 5,
};

const DISPUTE_PROGRESS: Readonly<Record<DisputeState, number>> = {
  none: 0,
  open: 1,
  withdrawn: 2,
  won: 3,
  lost: 3,
};

/** Why a session cannot pay for an order; `undefined` when it fits. */
export function mismatch(order: Order, session: SessionFacts): string | undefined {
  if (session.orderId !== order.id) return 'the session names another order';
  if (session.userId !== order.userId) return 'the session names another user';
  if (session.mode !== 'payment') return 'the session is not a payment';
  if (session.amount !== order.amount) return 'the session asks for another amount';
  if (session.currency?.toLowerCase() !== order.currency) {
    return 'the session asks for another currency';
  }
  const isOther = order.sessionId !== null && order.sessionId !== session.sessionId;
  return isOther ? 'the order has another session' : undefined;
}

/** The order after a fitting session was reported. A payment is never taken back by a report. */
export function withSession(order: Order, session: SessionFacts, now: number): Order {
  const isPaid = session.payment === 'paid';
  const state = further(order.state, session.payment);
  return {
    ...order,
    state,
    paidAt: order.paidAt ?? (isPaid ? now : null),
    sessionId: session.sessionId,
    paymentIntent: order.paymentIntent ?? session.paymentIntent,
    refundedAmount: Math.max(order.refundedAmount, session.refundedAmount ?? 0),
  };
}

/** The order set aside for a person to look at; what is paid stays paid. */
export function withReview(order: Order): Order {
  return { ...order, state: further(order.state, 'review') };
}

/**
 * The order after its charge was reported.
 * @param canShrink whether the refunded amount may go down, as it does when a refund fails
 */
export function withCharge(order: Order, charge: ChargeFacts, canShrink: boolean): Order {
  const { refundedAmount } = charge;
  return {
    ...order,
    paymentIntent: order.paymentIntent ?? charge.paymentIntent,
    refundedAmount: canShrink ? refundedAmount : Math.max(order.refundedAmount, refundedAmount),
  };
}

/** The order after a dispute was reported: the newest report holds, on a tie the further one. */
export function withDispute(order: Order, dispute: DisputeFacts): Order {
  const known = order.disputeEventAt ?? -1;
  const isFurther = DISPUTE_PROGRESS[dispute.state] > DISPUTE_PROGRESS[order.disputeState];
  if (dispute.at < known || (dispute.at === known && !isFurther)) return order;
  return {
    ...order,
    paymentIntent: order.paymentIntent ?? dispute.paymentIntent,
    disputeState: dispute.state,
    disputeEventAt: dispute.at,
  };
}

function further(current: OrderState, reported: OrderState): OrderState {
  return PROGRESS[reported] > PROGRESS[current] ? reported : current;
}
