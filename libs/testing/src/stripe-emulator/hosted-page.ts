import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { SessionRecord } from './account';
import { HOSTED_STYLE } from './hosted-style';

/** What the buyer can do on the hosted page; the value of the pressed button. */
export type HostedAction = 'pay' | 'cancel' | 'later' | 'decline' | 'arrive' | 'fail';

const NOTE =
  'Test payment: this page is an emulator of Stripe. No card is asked for, no money moves.';

/** The page of one checkout: what is bought, and buttons for every way it can go. */
export function checkoutPage(record: SessionRecord, declined: boolean): string {
  const { session } = record;
  if (session.status === 'open') return page('Checkout', openCheckout(record, declined));
  if (session.status === 'expired') {
    const back = session.cancel_url ? link(session.cancel_url, 'Back to the shop') : '';
    return page('Checkout expired', `<h1>This checkout has expired</h1>${back}`);
  }
  return page('Checkout complete', completeCheckout(session));
}

/** The page for an address that leads to no checkout. */
export function unknownPage(): string {
  return page('Checkout not found', '<h1>There is no such checkout</h1>');
}

/** Where Stripe sends the browser after a payment. */
export function successUrl(session: Stripe.Checkout.Session): string {
  return (session.success_url ?? '').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

/**
 * Content-Security-Policy of the pages. Browsers check `form-action` on the redirect after a form
 * too, so the shop's own pages are named.
 */
export function contentSecurityPolicy(session: Stripe.Checkout.Session | undefined): string {
  const hash = createHash('sha256').update(HOSTED_STYLE).digest('base64');
  const shop = [session?.success_url, session?.cancel_url].flatMap((url) =>
    url ? new URL(url).origin : [],
  );
  const forms = [...new Set(["'self'", ...shop])].join(' ');
  return (
    `default-src 'none'; style-src 'sha256-${hash}'; form-action ${forms}; ` +
    `base-uri 'none'; frame-ancestors 'none'`
  );
}

function openCheckout({ session, lineItems, details }: SessionRecord, declined: boolean): string {
  const names = lineItems.map((item) => nameOf(item)).join(', ');
  const price = money(session.amount_total ?? 0, session.currency ?? 'usd');
  const alert = declined
    ? '<p class="alert" role="alert">The card was declined. Nothing was charged, try again.</p>'
    : '';
  return `${alert}<h1>${escapeHtml(names)}</h1>
${details === '' ? '' : `<p class="details">${escapeHtml(details)}</p>`}
<p class="amount">${escapeHtml(price)}</p>
<form method="post">
${button('pay', `Pay ${price}`, 'primary')}
${button('cancel', 'Cancel')}
<details><summary>More outcomes to try</summary><div>
${button('later', 'Use a delayed payment method')}
${button('decline', 'Have the card declined')}
</div></details>
</form>`;
}

function completeCheckout(session: Stripe.Checkout.Session): string {
  const back = link(successUrl(session), 'Back to the shop');
  if (session.payment_status === 'paid') return `<h1>This payment is complete</h1>${back}`;
  return `<h1>The payment is on its way</h1>
<p class="details">A delayed method takes days in real life. Decide here how it ends.</p>
<form method="post">
${button('arrive', 'Let the money arrive', 'primary')}
${button('fail', 'Let the payment fail')}
</form>${back}`;
}

/** A whole page in the look of all of them. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} (test)</title>
<style>${HOSTED_STYLE}</style>
</head>
<body>
<main>
<p class="note">${NOTE}</p>
${body}
</main>
</body>
</html>
`;
}

function button(action: HostedAction, label: string, style = ''): string {
  const kind = style === '' ? '' : ` class="${style}"`;
  return `<button${kind} type="submit" name="action" value="${action}">${escapeHtml(label)}</button>`;
}

function link(href: string, label: string): string {
  return `<p><a class="button" href="${escapeHtml(href)}">${escapeHtml(label)}</a></p>`;
}

function nameOf(item: Stripe.LineItem): string {
  const name = item.description ?? 'Purchase';
  return (item.quantity ?? 1) > 1 ? `${item.quantity} × ${name}` : name;
}

/** An amount as people write it. */
export function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** Text that stands in a page as it is. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
