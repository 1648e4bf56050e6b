import type Stripe from 'stripe';
import { chargeFacts } from '../../fulfilment/payment-facts';
import type { StripeLists } from '../../stripe/stripe-lists';
import type { PaymentEntry } from './book-entries';

/**
 * All payments that Stripe has taken since `from` (seconds since 1970).
 * @throws StripeError
 */
export async function readTheirBook(lists: StripeLists, from: number): Promise<PaymentEntry[]> {
  const disputes = await disputesByCharge(lists, from);
  const payments: PaymentEntry[] = [];
  for await (const page of lists.charges({ from })) {
    for (const charge of page) {
      const payment = paymentOf(charge, disputes.get(charge.id));
      if (payment) payments.push(payment);
    }
  }
  return payments;
}

async function disputesByCharge(lists: StripeLists, from: number): Promise<Map<string, string>> {
  const newest = new Map<string, string>();
  for await (const page of lists.disputes({ from })) {
    for (const { charge, status } of page) {
      const id = typeof charge === 'string' ? charge : charge.id;
      if (!newest.has(id)) newest.set(id, status);
    }
  }
  return newest;
}

/** `undefined` for a charge that took no money. */
function paymentOf(charge: Stripe.Charge, dispute: string | undefined): PaymentEntry | undefined {
  const facts = chargeFacts(charge);
  if (!facts || charge.status !== 'succeeded' || !charge.paid) return undefined;
  const { orderId, currency, refundedAmount } = facts;
  // A charge made without a payment intent is none of ours.
  const paymentIntent = facts.paymentIntent ?? facts.chargeId;
  return { paymentIntent, orderId, amount: charge.amount, currency, refundedAmount, dispute };
}
