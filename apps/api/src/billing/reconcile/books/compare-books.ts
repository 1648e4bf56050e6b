import type { OrderEntry, PaymentEntry } from './book-entries';
import { orderProblems, tokenProblem } from './compare-order';
import { money } from './money';
import type { Totals } from './totals';
import { newTotals } from './totals';

/** Something in which the books differ. */
export interface Difference {
  /** `I9`: the tokens of an order; `I10`: an order and its payment. */
  readonly invariant: 'I9' | 'I10';
  readonly subject: string;
  readonly problem: string;
}

/** Both books, side by side. They agree when there are no differences. */
export interface Comparison {
  readonly totals: Totals;
  readonly differences: readonly Difference[];
  /** Payments that name no order of a kind that we make: other business of the same account. */
  readonly others: number;
}

/**
 * Compares our orders with Stripe's payments.
 * @param from milliseconds since 1970: payments of older orders may be missing, and do not count
 */
export function compareBooks(
  orders: readonly OrderEntry[],
  payments: readonly PaymentEntry[],
  from = 0,
): Comparison {
  const totals = newTotals();
  const differences: Difference[] = [];
  const unmatched = new Map(orders.map((order) => [order.id, order]));
  const find = finder(orders);
  const ours = payments.filter((payment) => find(payment) ?? payment.orderId !== undefined);
  for (const payment of ours) {
    const order = find(payment);
    totals.addPayment(payment);
    if (order && unmatched.delete(order.id)) totals.addOrder(order);
    differences.push(...differencesOf(payment, order));
  }
  for (const order of unmatched.values()) {
    if (order.state !== 'paid' || order.createdAt < from) continue;
    totals.addOrder(order);
    differences.push(differs('I10', order, 'paid here, and there is no payment at Stripe'));
  }
  for (const order of orders) {
    const problem = tokenProblem(order);
    if (problem) differences.push(differs('I9', order, problem));
  }
  return { totals, differences, others: payments.length - ours.length };
}

/** Finds the order of a payment: by our note of it, else by the order that it names. */
function finder(orders: readonly OrderEntry[]) {
  const byId = new Map(orders.map((order) => [order.id, order]));
  const byPayment = new Map(orders.map((order) => [order.paymentIntent, order]));
  return ({ paymentIntent, orderId }: PaymentEntry): OrderEntry | undefined =>
    byPayment.get(paymentIntent) ?? (orderId === undefined ? undefined : byId.get(orderId));
}

function differencesOf(payment: PaymentEntry, order: OrderEntry | undefined): Difference[] {
  if (order) {
    return orderProblems(order, payment).map((problem) => differs('I10', order, problem));
  }
  const { paymentIntent, amount, currency, orderId } = payment;
  const problem = `${money(amount, currency)} for the order ${orderId}, which is not here`;
  return [{ invariant: 'I10', subject: `payment ${paymentIntent}`, problem }];
}

function differs(
  invariant: Difference['invariant'],
  { id }: OrderEntry,
  problem: string,
): Difference {
  return { invariant, subject: `order ${id}`, problem };
}
