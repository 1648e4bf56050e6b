/** Members of Stripe's objects that tell of the buyer, and nothing of the purchase. */
const ABOUT_PEOPLE: ReadonlySet<string> = new Set([
  'billing_details',
  'collected_information',
  'custom_fields',
  'customer_details',
  'customer_email',
  'evidence',
  'payment_method_details',
  'receipt_email',
  'receipt_url',
  'shipping',
  'shipping_details',
]);

/** The same event without names, addresses and cards: no purchase depends on them. */
export function withoutPeople(payload: string): string {
  return JSON.stringify(JSON.parse(payload), (name, value: unknown) =>
    ABOUT_PEOPLE.has(name) ? undefined : value,
  );
}
