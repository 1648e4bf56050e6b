import type Stripe from 'stripe';

/** What a payment intent and its charge have in common. */
export interface PaymentFields {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Stripe.Metadata;
}

/** A payment intent that has not been paid yet. */
export function newPaymentIntent(fields: PaymentFields): Stripe.PaymentIntent {
  return {
    ...UNUSED_OF_INTENT,
    ...fields,
    object: 'payment_intent',
    amount_received: 0,
    latest_charge: null,
    last_payment_error: null,
    status: 'requires_payment_method',
  };
}

/** The charge of a payment: taken, on its way, or refused. */
export function newCharge(
  fields: PaymentFields,
  paymentIntent: string,
  status: Stripe.Charge.Status,
): Stripe.Charge {
  const succeeded = status === 'succeeded';
  return {
    ...UNUSED_OF_CHARGE,
    ...fields,
    object: 'charge',
    amount_captured: succeeded ? fields.amount : 0,
    captured: status !== 'failed',
    paid: succeeded,
    payment_intent: paymentIntent,
    failure_code: status === 'failed' ? 'card_declined' : null,
    failure_message: status === 'failed' ? 'Your card was declined.' : null,
    status,
  };
}

const UNUSED_OF_BOTH = {
  application: null,
  application_fee_amount: null,
  customer: null,
  description: null,
  livemode: false,
  on_behalf_of: null,
  payment_method: null,
  receipt_email: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_group: null,
} as const;

const UNUSED_OF_INTENT = {
  ...UNUSED_OF_BOTH,
  allowed_payment_method_types: null,
  amount_capturable: 0,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic_async',
  client_secret: null,
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  managed_payments: null,
  next_action: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  setup_future_usage: null,
} satisfies Partial<Stripe.PaymentIntent>;

const UNUSED_OF_CHARGE = {
  ...UNUSED_OF_BOTH,
  amount_refunded: 0,
  application_fee: null,
  balance_transaction: null,
  billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
  calculated_statement_descriptor: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  outcome: null,
  payment_method_details: { type: 'card' },
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  source_transfer: null,
  transfer_data: null,
} satisfies Partial<Stripe.Charge>;
