import { wantTokens } from '../../orders/want-tokens';
import type { OrderEntry, PaymentEntry } from './book-entries';
import { isGone, isWithdrawn } from './book-entries';

/** One side's sums in one currency, in its smallest unit. */
export interface Sums {
  payments: number;
  paid: number;
  refunded: number;
  /** What banks have taken back. */
  disputed: number;
}

/** The sums of both sides. */
export interface Totals {
  readonly here: ReadonlyMap<string, Readonly<Sums>>;
  readonly there: ReadonlyMap<string, Readonly<Sums>>;
  /** Tokens of all orders that are in the ledger, and those that should be. */
  readonly tokens: { readonly posted: number; readonly wanted: number };
}

/** Totals that entries can be added to. Only what is paid counts. */
export interface Adding extends Totals {
  addOrder(order: OrderEntry): void;
  addPayment(payment: PaymentEntry): void;
}

export function newTotals(): Adding {
  const here = new Map<string, Sums>();
  const there = new Map<string, Sums>();
  const tokens = { posted: 0, wanted: 0 };
  return {
    here,
    there,
    tokens,
    addOrder(order) {
      tokens.posted += order.tokensPosted;
      tokens.wanted += wantTokens(order);
      if (order.state === 'paid') add(here, order, isWithdrawn(order.disputeState));
    },
    addPayment: (payment) => add(there, payment, isGone(payment.dispute)),
  };
}

function add(
  side: Map<string, Sums>,
  entry: Pick<OrderEntry, 'amount' | 'currency' | 'refundedAmount'>,
  isLost: boolean,
): void {
  const { currency, amount, refundedAmount } = entry;
  const sums = side.get(currency) ?? { payments: 0, paid: 0, refunded: 0, disputed: 0 };
  sums.payments += 1;
  sums.paid += amount;
  sums.refunded += refundedAmount;
  if (isLost) sums.disputed += amount;
  side.set(currency, sums);
}
