import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { createdFilter } from './created-filter';
import { invalidRequest } from './errors';
import { NO_CAUSE } from './event-log';
import { newId } from './ids';
import { paginate } from './paging';

/** How the bank decides a dispute. */
export type Verdict = 'won' | 'lost';

/** The buyer's bank takes the money of a session's payment back. */
export function openDispute(account: StripeAccount, sessionId: string): Stripe.Dispute {
  const charge = chargeOfSession(account, sessionId);
  if (disputeOf(account, charge)) throw invalidRequest('This charge is disputed already.');
  const dispute = newDispute(account, charge);
  account.charges.set(charge.id, { ...charge, disputed: true });
  account.disputes.set(dispute.id, dispute);
  account.events.append('charge.dispute.created', dispute, NO_CAUSE);
  account.events.append('charge.dispute.funds_withdrawn', dispute, NO_CAUSE);
  return dispute;
}

/** The bank decides: money that was won comes back. */
export function closeDispute(
  account: StripeAccount,
  sessionId: string,
  verdict: Verdict,
): Stripe.Dispute {
  const open = disputeOf(account, chargeOfSession(account, sessionId));
  if (open?.status !== 'needs_response') throw invalidRequest('There is no open dispute.');
  const dispute: Stripe.Dispute = { ...open, status: verdict, is_charge_refundable: false };
  account.disputes.set(dispute.id, dispute);
  if (verdict === 'won') {
    account.events.append('charge.dispute.funds_reinstated', dispute, NO_CAUSE);
  }
  account.events.append('charge.dispute.closed', dispute, NO_CAUSE);
  return dispute;
}

/** `GET /v1/disputes`, newest first, by `charge`, `payment_intent` or `created`. */
export function listDisputes(call: ApiCall): Stripe.ApiList<Stripe.Dispute> {
  const charge = call.params.text('charge');
  const intent = call.params.text('payment_intent');
  const isInTime = createdFilter(call.params);
  const isWanted = (dispute: Stripe.Dispute) =>
    (charge === undefined || dispute.charge === charge) &&
    (intent === undefined || dispute.payment_intent === intent) &&
    isInTime(dispute.created);
  return paginate(call, [...call.account.disputes.values()].reverse(), isWanted);
}

function chargeOfSession(account: StripeAccount, sessionId: string): Stripe.Charge {
  const { session } = mustFind(account.sessions, 'checkout.session', sessionId);
  const intent = account.paymentIntents.get(idOf(session.payment_intent));
  const charge = account.charges.get(idOf(intent?.latest_charge ?? null));
  if (charge?.status !== 'succeeded') throw invalidRequest('Nothing was paid.');
  return charge;
}

/** The id of what a member refers to; empty when it refers to nothing. */
export function idOf(reference: string | { readonly id: string } | null): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

/** The one dispute that a charge can have. */
export function disputeOf(
  account: StripeAccount,
  charge: Stripe.Charge,
): Stripe.Dispute | undefined {
  return [...account.disputes.values()].find((dispute) => dispute.charge === charge.id);
}

function newDispute(account: StripeAccount, charge: Stripe.Charge): Stripe.Dispute {
  return {
    ...UNUSED,
    id: newId('dp'),
    amount: charge.amount,
    charge: charge.id,
    created: account.seconds(),
    currency: charge.currency,
    payment_intent: charge.payment_intent,
  };
}

const UNUSED = {
  object: 'dispute',
  balance_transactions: [],
  enhanced_eligibility_types: [],
  evidence: {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  },
  evidence_details: {
    due_by: null,
    enhanced_eligibility: {},
    has_evidence: false,
    past_due: false,
    submission_count: 0,
    submission_method: 'not_submitted',
  },
  intended_submission_method: null,
  is_charge_refundable: false,
  livemode: false,
  metadata: {},
  reason: 'fraudulent',
  status: 'needs_response',
} satisfies Partial<Stripe.Dispute>;
