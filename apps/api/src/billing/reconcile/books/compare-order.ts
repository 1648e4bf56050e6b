import { wantTokens } from '../../orders/want-tokens';
import type { OrderEntry, PaymentEntry } from './book-entries';
import { isGone, isWithdrawn } from './book-entries';
import { money } from './money';

/** What is wrong with the tokens of an order, by what we know of it ourselves. */
export function tokenProblem(order: OrderEntry): string | undefined {
  const want = wantTokens(order);
  if (order.tokensPosted === want) return undefined;
  return `${order.tokensPosted} tokens are posted, ${want} follow from its facts`;
}

/** Everything in which an order and the payment for it differ. */
export function orderProblems(order: OrderEntry, payment: PaymentEntry): string[] {
  const { paymentIntent, currency } = payment;
  if (order.paymentIntent !== null && order.paymentIntent !== paymentIntent) {
    return [`paid with ${order.paymentIntent} here, and also with ${paymentIntent} at Stripe`];
  }
  const problems: string[] = [];
  if (order.state !== 'paid') {
    problems.push(`paid at Stripe with ${paymentIntent}, ${order.state} here`);
  }
  if (order.amount !== payment.amount || order.currency !== currency) {
    const [here, there] = [order, payment].map((side) => money(side.amount, side.currency));
    problems.push(`${here} here, ${there} at Stripe`);
  }
  if (order.refundedAmount !== payment.refundedAmount) {
    const [here, there] = [order, payment].map((side) => money(side.refundedAmount, side.currency));
    problems.push(`refunded ${here} here, ${there} at Stripe`);
  }
  if (isWithdrawn(order.disputeState) !== isGone(payment.dispute)) {
    problems.push(`dispute: ${order.disputeState} here, ${payment.dispute ?? 'none'} at Stripe`);
  }
  return problems;
}
