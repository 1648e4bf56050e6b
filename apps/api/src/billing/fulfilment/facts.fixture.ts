import type { Order } from '../orders/order';
import type { SessionFacts } from './session-facts';

export const ORDER_ID = '01a20337-445f-756a-ab9a-757d982282d2';
export const USER_ID = '01a20337-0000-7000-8000-000000000001';

/** An order that waits for its payment. */
export const openOrder: Order = {
  id: ORDER_ID,
  userId: USER_ID,
  packageId: 'starter-pack',
  packageName: 'Starter Pack',
  tokens: 1000,
  amount: 999,
  currency: 'usd',
  stripePriceId: null,
  sessionId: 'cs_test_1',
  url: 'https://checkout.stripe.com/c/pay/cs_test_1',
  paymentIntent: null,
  idempotencySeq: 0,
  state: 'open',
  paidAt: null,
  refundedAmount: 0,
  disputeState: 'none',
  disputeEventAt: null,
  tokensPosted: 0,
  createdAt: 1_800_000_000_000,
};

/** The session of {@link openOrder} after it was paid. */
export const paidSession: SessionFacts = {
  sessionId: 'cs_test_1',
  orderId: ORDER_ID,
  userId: USER_ID,
  mode: 'payment',
  amount: 999,
  currency: 'usd',
  paymentIntent: 'pi_1',
  payment: 'paid',
  refundedAmount: undefined,
};
