import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import { contentSecurityPolicy, escapeHtml, money, page } from './hosted-page';
import type { PageReply } from './hosted-routes';

/** `GET /receipts/:id`, the `receipt_url` of the charge with this id: as the charge is now. */
export function showReceipt(account: StripeAccount, id: string): PageReply {
  const charge = account.charges.get(id);
  const headers = {
    'content-security-policy': contentSecurityPolicy(undefined),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  if (!charge?.paid) {
    return { status: 404, html: page('Receipt', '<h1>There is no such receipt</h1>'), headers };
  }
  return { status: 200, html: page('Receipt', receipt(account, charge)), headers };
}

function receipt(account: StripeAccount, charge: Stripe.Charge): string {
  const { amount, amount_refunded: refunded, currency, created, id } = charge;
  const paidOn = new Date(created * 1000).toISOString().slice(0, 10);
  const lines = [
    `Paid on ${paidOn}`,
    ...(refunded > 0 ? [`Refunded: ${money(refunded, currency)}`] : []),
    `Number ${id}`,
  ];
  const details = lines.map((line) => `<p class="details">${escapeHtml(line)}</p>`).join('\n');
  return `<h1>Receipt for ${escapeHtml(namesOf(account, charge))}</h1>
<p class="amount">${escapeHtml(money(amount, currency))}</p>
${details}`;
}

function namesOf(account: StripeAccount, { payment_intent: intent }: Stripe.Charge): string {
  const record = [...account.sessions.values()].find(
    ({ session }) => session.payment_intent === intent,
  );
  return record?.lineItems.map(({ description }) => description ?? '').join(', ') ?? 'a payment';
}
