import type Stripe from 'stripe';

/** What of a new session depends on the request. */
export interface SessionFields {
  readonly id: string;
  readonly url: string;
  readonly created: number;
  readonly expiresAt: number;
  readonly amount: number;
  readonly currency: string;
  readonly successUrl: string;
  readonly cancelUrl: string | null;
  readonly clientReferenceId: string | null;
  readonly customerEmail: string | null;
  readonly adaptivePricing: boolean;
  readonly metadata: Stripe.Metadata;
}

/** A new, open, unpaid session. */
export function openSession(fields: SessionFields): Stripe.Checkout.Session {
  return {
    ...UNUSED,
    id: fields.id,
    object: 'checkout.session',
    mode: 'payment',
    status: 'open',
    payment_status: 'unpaid',
    url: fields.url,
    created: fields.created,
    expires_at: fields.expiresAt,
    amount_subtotal: fields.amount,
    amount_total: fields.amount,
    currency: fields.currency,
    success_url: fields.successUrl,
    cancel_url: fields.cancelUrl,
    client_reference_id: fields.clientReferenceId,
    customer_email: fields.customerEmail,
    adaptive_pricing: { enabled: fields.adaptivePricing },
    metadata: fields.metadata,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    livemode: false,
  };
}

/** Members of a session that a plain payment leaves as Stripe initialises them. */
const UNUSED = {
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  customer_creation: 'if_required',
  customer_details: null,
  discounts: [],
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  locale: null,
  managed_payments: null,
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  submit_type: null,
  subscription: null,
  ui_mode: null,
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;
