import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { invalidRequest, missingParam } from './errors';
import type { Cause } from './event-log';
import { NO_CAUSE } from './event-log';
import { newId } from './ids';
import { paginate } from './paging';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

/** `POST /v1/refunds`: of a charge or of a payment intent, wholly or in part. Succeeds at once. */
export function createRefund({ account, params, cause }: ApiCall): Stripe.Refund {
  const charge = chargeToRefund(account, params.text('charge'), params.text('payment_intent'));
  const asked = params.integer('amount', 1, 99_999_999);
  const given = { metadata: params.metadata(), reason: reasonOf(params.text('reason')) };
  params.refuseOthers(['expand']);
  return refundCharge(account, charge, asked, given, cause);
}

/**
 * Gives back what is left of a charge, or so much of it.
 * @throws StripeRefusal when there is not so much left
 */
export function refundCharge(
  account: StripeAccount,
  charge: Stripe.Charge,
  asked?: number,
  given: Pick<Stripe.Refund, 'metadata' | 'reason'> = { metadata: {}, reason: null },
  cause: Cause = NO_CAUSE,
): Stripe.Refund {
  const amount = amountToRefund(charge, asked);
  const refund = newRefund(account, charge, amount, given);
  const refunded = charge.amount_refunded + amount;
  const after: Stripe.Charge = {
    ...charge,
    amount_refunded: refunded,
    refunded: refunded === charge.amount,
  };
  account.refunds.set(refund.id, refund);
  account.charges.set(charge.id, after);
  account.events.append('refund.created', refund, cause);
  account.events.append('charge.refunded', after, cause);
  return refund;
}

/**
 * The buyer's bank does not take a refund: the money stays with the shop after all.
 * @throws StripeRefusal when there is no such refund, or it has failed already
 */
export function failRefund(account: StripeAccount, id: string): void {
  const refund = mustFind(account.refunds, 'refund', id);
  if (refund.status !== 'succeeded') throw invalidRequest('This refund has failed already.');
  const chargeId = typeof refund.charge === 'string' ? refund.charge : '';
  const charge = mustFind(account.charges, 'charge', chargeId);
  const failed: Stripe.Refund = {
    ...refund,
    status: 'failed',
    failure_reason: 'lost_or_stolen_card',
  };
  const left = charge.amount_refunded - refund.amount;
  account.refunds.set(id, failed);
  account.charges.set(charge.id, { ...charge, amount_refunded: left, refunded: false });
  account.events.append('refund.updated', failed, NO_CAUSE);
  account.events.append('refund.failed', failed, NO_CAUSE);
}

/** `GET /v1/refunds/:id` */
export function retrieveRefund({ account, id }: ApiCall): Stripe.Refund {
  return mustFind(account.refunds, 'refund', id);
}

/** `GET /v1/refunds`, newest first, by `charge` or `payment_intent` when given. */
export function listRefunds(call: ApiCall): Stripe.ApiList<Stripe.Refund> {
  const charge = call.params.text('charge');
  const intent = call.params.text('payment_intent');
  const wanted = [...call.account.refunds.values()].filter(
    (refund) =>
      (charge === undefined || refund.charge === charge) &&
      (intent === undefined || refund.payment_intent === intent),
  );
  return paginate(call, wanted.reverse());
}

function chargeToRefund(account: StripeAccount, charge?: string, intent?: string): Stripe.Charge {
  if (charge !== undefined) return mustFind(account.charges, 'charge', charge, 'charge');
  if (intent === undefined) throw missingParam('charge');
  const paid = mustFind(account.paymentIntents, 'payment_intent', intent, 'payment_intent');
  const latest = typeof paid.latest_charge === 'string' ? paid.latest_charge : '';
  return mustFind(account.charges, 'charge', latest, 'payment_intent');
}

function amountToRefund(charge: Stripe.Charge, asked: number | undefined): number {
  const left = charge.amount_captured - charge.amount_refunded;
  if (!charge.paid) throw invalidRequest('This charge has not succeeded.', 'charge');
  if (left === 0) {
    const message = `Charge ${charge.id} has already been refunded.`;
    throw invalidRequest(message, 'charge', 'charge_already_refunded');
  }
  if (asked !== undefined && asked > left) {
    const message = `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`;
    throw invalidRequest(message, 'amount');
  }
  return asked ?? left;
}

function reasonOf(text: string | undefined): Stripe.Refund.Reason | null {
  if (text === undefined) return null;
  const reason = REASONS.find((known) => known === text);
  if (reason === undefined) throw invalidRequest(`Invalid reason: ${text}`, 'reason');
  return reason;
}

function newRefund(
  account: StripeAccount,
  charge: Stripe.Charge,
  amount: number,
  given: Pick<Stripe.Refund, 'metadata' | 'reason'>,
): Stripe.Refund {
  return {
    ...given,
    id: newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: account.seconds(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    payment_intent: charge.payment_intent,
    payment_method: null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}
