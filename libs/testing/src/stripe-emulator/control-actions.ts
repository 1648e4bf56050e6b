import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import { closeDispute, disputeOf, idOf, openDispute } from './disputes';
import { invalidRequest } from './errors';
import type { FormNode } from './form-body';
import { settle } from './payments';
import { failRefund, refundCharge } from './refunds';

/** What can be done to a payment on the control page; the value of the pressed button. */
export type ControlAction =
  'refund' | 'refund-part' | 'fail-refund' | 'dispute' | 'won' | 'lost' | 'arrive' | 'fail';

/** A payment with everything that has come of it. */
export interface PaymentState {
  readonly session: Stripe.Checkout.Session;
  readonly charge: Stripe.Charge;
  readonly dispute: Stripe.Dispute | undefined;
  /** Refunds that have not failed, oldest first. */
  readonly refunds: readonly Stripe.Refund[];
}

/** Sessions that somebody has paid, or has begun to, newest first. */
export function paymentsOf(account: StripeAccount): PaymentState[] {
  const sessions = [...account.sessions.values()].reverse();
  return sessions.flatMap(({ session }) => stateOf(account, session) ?? []);
}

/**
 * Does what a button of the control page says.
 * @throws StripeRefusal when the payment is not there, or Stripe would not let it be done
 */
export function actOnPayment(account: StripeAccount, form: FormNode): void {
  const { action, payment: id, amount } = form;
  const payment = paymentsOf(account).find(({ session }) => session.id === id);
  if (!payment) throw invalidRequest('There is no such payment.');
  const { session, charge, refunds } = payment;
  switch (action) {
    case 'refund':
      return void refundCharge(account, charge);
    case 'refund-part':
      return void refundCharge(account, charge, amountOf(amount, charge));
    case 'fail-refund':
      return failRefund(account, refunds.at(-1)?.id ?? '');
    case 'dispute':
      return void openDispute(account, session.id);
    case 'won':
    case 'lost':
      return void closeDispute(account, session.id, action);
    case 'arrive':
      return void settle(account, session.id, 'succeeded');
    case 'fail':
      return void settle(account, session.id, 'failed');
    default:
      throw invalidRequest('There is no such button.');
  }
}

/** How many digits a currency has behind the point. */
export function digitsOf(currency: string): number {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

function amountOf(
  text: unknown,
  { currency, amount: paid, amount_refunded }: Stripe.Charge,
): number {
  const digits = digitsOf(currency);
  const isAmount = typeof text === 'string' && /^\d{1,9}(\.\d{1,3})?$/.test(text.trim());
  const amount = isAmount ? Math.round(Number(text) * 10 ** digits) : 0;
  if (amount > paid - amount_refunded) {
    throw invalidRequest('There is not so much left of this payment to refund.', 'amount');
  }
  if (amount > 0) return amount;
  throw invalidRequest('The amount to refund must be a number above zero, like 1.50.', 'amount');
}

function stateOf(
  account: StripeAccount,
  session: Stripe.Checkout.Session,
): PaymentState | undefined {
  const intent = account.paymentIntents.get(idOf(session.payment_intent));
  const charge = account.charges.get(idOf(intent?.latest_charge ?? null));
  if (!charge || session.status !== 'complete') return undefined;
  const dispute = disputeOf(account, charge);
  const refunds = [...account.refunds.values()].filter(
    (refund) => refund.charge === charge.id && refund.status === 'succeeded',
  );
  return { session, charge, dispute, refunds };
}
