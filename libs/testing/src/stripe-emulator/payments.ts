import type Stripe from 'stripe';
import type { SessionRecord, StripeAccount } from './account';
import { mustFind } from './account';
import { invalidRequest } from './errors';
import { NO_CAUSE } from './event-log';
import { newId } from './ids';
import { newCharge, newPaymentIntent } from './payment-objects';

type ChargeStatus = keyof typeof STATUS_AFTER;

/** How a delayed payment ends. */
export type Settlement = 'succeeded' | 'failed';

/** The buyer pays by card: the session is complete and paid. A second time changes nothing. */
export function pay(account: StripeAccount, id: string): Stripe.Checkout.Session {
  const record = mustFind(account.sessions, 'checkout.session', id);
  if (record.session.status === 'complete') return record.session;
  mustBeOpen(record);
  const intent = charged(account, record, 'succeeded');
  const session = completed(account, record, intent.id, 'paid');
  account.events.append('payment_intent.succeeded', intent, NO_CAUSE);
  account.events.append('checkout.session.completed', session, NO_CAUSE);
  return session;
}

/** The buyer takes a delayed method (a bank debit): complete, but unpaid until {@link settle}. */
export function payLater(account: StripeAccount, id: string): Stripe.Checkout.Session {
  const record = mustFind(account.sessions, 'checkout.session', id);
  if (record.session.status === 'complete') return record.session;
  mustBeOpen(record);
  const intent = charged(account, record, 'pending');
  const session = completed(account, record, intent.id, 'unpaid');
  account.events.append('payment_intent.processing', intent, NO_CAUSE);
  account.events.append('checkout.session.completed', session, NO_CAUSE);
  return session;
}

/** The delayed payment of a session arrives, or fails. Only the first time has an effect. */
export function settle(
  account: StripeAccount,
  id: string,
  how: Settlement,
): Stripe.Checkout.Session {
  const record = mustFind(account.sessions, 'checkout.session', id);
  const intent = intentOf(account, record);
  if (intent?.status !== 'processing') return record.session;
  charged(account, record, how);
  const paid = how === 'succeeded';
  const session: Stripe.Checkout.Session = {
    ...record.session,
    payment_status: paid ? 'paid' : 'unpaid',
  };
  account.sessions.set(id, { ...record, session });
  account.events.append(`checkout.session.async_payment_${how}`, session, NO_CAUSE);
  return session;
}

/** The buyer's card is refused: the session stays open for another try. */
export function decline(account: StripeAccount, id: string): Stripe.Checkout.Session {
  const record = mustFind(account.sessions, 'checkout.session', id);
  if (record.session.status === 'complete') return record.session;
  mustBeOpen(record);
  const intent = charged(account, record, 'failed');
  const session: Stripe.Checkout.Session = { ...record.session, payment_intent: intent.id };
  account.sessions.set(id, { ...record, session });
  account.events.append('payment_intent.payment_failed', intent, NO_CAUSE);
  return session;
}

function mustBeOpen({ session }: SessionRecord): void {
  if (session.status !== 'open') throw invalidRequest('This Checkout Session has expired.');
}

function completed(
  account: StripeAccount,
  record: SessionRecord,
  paymentIntent: string,
  paymentStatus: Stripe.Checkout.Session.PaymentStatus,
): Stripe.Checkout.Session {
  const session: Stripe.Checkout.Session = {
    ...record.session,
    status: 'complete',
    payment_status: paymentStatus,
    payment_intent: paymentIntent,
    url: null,
  };
  account.sessions.set(session.id, { ...record, session });
  return session;
}

/** Charges the session's payment intent, made on first use, and stores what came of it. */
function charged(
  account: StripeAccount,
  record: SessionRecord,
  status: ChargeStatus,
): Stripe.PaymentIntent {
  const { session, paymentMetadata: metadata } = record;
  const amount = session.amount_total ?? 0;
  const common = { created: account.seconds(), amount, currency: session.currency ?? '', metadata };
  const intent = intentOf(account, record) ?? newPaymentIntent({ ...common, id: newId('pi') });
  const previous = chargeOf(account, intent);
  const id = previous?.status === 'pending' ? previous.id : newId('ch');
  const receipt_url = status === 'succeeded' ? `${account.pageBase}/receipts/${id}` : null;
  account.charges.set(id, { ...newCharge({ ...common, id }, intent.id, status), receipt_url });
  const after: Stripe.PaymentIntent = {
    ...intent,
    status: STATUS_AFTER[status],
    amount_received: status === 'succeeded' ? amount : 0,
    latest_charge: id,
    last_payment_error: status === 'failed' ? DECLINED : null,
  };
  account.paymentIntents.set(after.id, after);
  return after;
}

const STATUS_AFTER = {
  succeeded: 'succeeded',
  pending: 'processing',
  failed: 'requires_payment_method',
} as const;

const DECLINED: Stripe.PaymentIntent.LastPaymentError = {
  type: 'card_error',
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

function intentOf(account: StripeAccount, record: SessionRecord): Stripe.PaymentIntent | undefined {
  const id = record.session.payment_intent;
  return typeof id === 'string' ? account.paymentIntents.get(id) : undefined;
}

function chargeOf(account: StripeAccount, intent: Stripe.PaymentIntent): Stripe.Charge | undefined {
  const id = intent.latest_charge;
  return typeof id === 'string' ? account.charges.get(id) : undefined;
}
