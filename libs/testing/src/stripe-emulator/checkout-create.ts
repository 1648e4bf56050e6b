import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import type { ApiCall } from './api-call';
import { invalidRequest, missingParam } from './errors';
import { newId } from './ids';
import type { Params } from './params';
import type { PricedLine } from './prices';
import { priceOfLine } from './prices';
import { openSession } from './session-object';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Parameters that are taken and make no difference here. */
const WITHOUT_EFFECT = [
  'after_expiration allow_promotion_codes automatic_tax billing_address_collection branding_settings',
  'consent_collection custom_text customer_creation expand invoice_creation locale',
  'payment_method_options payment_method_types phone_number_collection submit_type',
  'tax_id_collection ui_mode',
].flatMap((line) => line.split(' '));

/** `POST /v1/checkout/sessions`, for mode `payment` on the hosted page. */
export function createSession({ account, params }: ApiCall): Stripe.Checkout.Session {
  refuseOtherModes(params);
  const lines = params.groups('line_items').map((line) => lineItem(account, line));
  const [first] = lines;
  if (!first) throw missingParam('line_items');
  const currency = first.item.currency;
  const id = newId('cs_test');
  const session = openSession({
    id,
    url: `${account.pageBase}/pay/${id}`,
    created: account.seconds(),
    expiresAt: expiry(account, params),
    amount: lines.reduce((sum, line) => sum + line.item.amount_total, 0),
    currency,
    successUrl: returnUrl(params, 'success_url') ?? missing('success_url'),
    cancelUrl: returnUrl(params, 'cancel_url') ?? null,
    clientReferenceId: params.text('client_reference_id') ?? null,
    customerEmail: params.text('customer_email') ?? null,
    adaptivePricing: params.group('adaptive_pricing')?.flag('enabled') ?? true,
    metadata: params.metadata(),
  });
  const paymentMetadata = params.group('payment_intent_data')?.metadata() ?? {};
  params.refuseOthers(WITHOUT_EFFECT);
  if (lines.some((line) => line.item.currency !== currency)) {
    throw invalidRequest('All line items must have the same currency.', 'line_items');
  }
  const lineItems = lines.map((line) => line.item);
  account.sessions.set(id, { session, lineItems, details: first.details, paymentMetadata });
  return session;
}

function refuseOtherModes(params: Params): void {
  const mode = params.requiredText('mode');
  if (mode === 'payment') return;
  throw invalidRequest(`The emulator knows mode payment, not ${mode}.`, 'mode');
}

function lineItem(account: StripeAccount, line: Params): PricedLine & { item: Stripe.LineItem } {
  const priced = priceOfLine(account, line);
  const quantity = line.integer('quantity', 1, 999_999) ?? 1;
  line.refuseOthers(['adjustable_quantity']);
  const amount = (priced.price.unit_amount ?? 0) * quantity;
  const item: Stripe.LineItem = {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: priced.price.currency,
    description: priced.name,
    metadata: {},
    price: priced.price,
    quantity,
  };
  return { ...priced, item };
}

function expiry(account: StripeAccount, params: Params): number {
  const now = account.seconds();
  const given = params.integer('expires_at', 0, 99_999_999_999) ?? now + DAY;
  if (given >= now + 30 * MINUTE - 5 && given <= now + DAY + 5) return given;
  throw invalidRequest(
    'The `expires_at` timestamp must be between 30 minutes and 24 hours from now.',
    'expires_at',
  );
}

function returnUrl(params: Params, name: string): string | undefined {
  const text = params.text(name);
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return text;
  throw invalidRequest('Not a valid URL', name, 'url_invalid');
}

function missing(param: string): never {
  throw missingParam(param);
}
