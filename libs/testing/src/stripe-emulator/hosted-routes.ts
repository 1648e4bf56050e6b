import type { StripeAccount } from './account';
import { expireDue } from './checkout-read';
import { decodeForm } from './form-body';
import { checkoutPage, contentSecurityPolicy, successUrl, unknownPage } from './hosted-page';
import { decline, pay, payLater, settle } from './payments';

/** An answer to the browser: a page, or a redirect. */
export interface PageReply {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** `GET /pay/:id` */
export function showCheckout(account: StripeAccount, id: string, query: string): PageReply {
  expireDue(account);
  const record = account.sessions.get(id);
  const headers = pageHeaders(account, id);
  if (!record) return { status: 404, html: unknownPage(), headers };
  const declined = new URLSearchParams(query).has('declined');
  return { status: 200, html: checkoutPage(record, declined), headers };
}

/**
 * `POST /pay/:id` with the pressed button as `action`. `delivered` does something and waits until
 * the shop has taken the webhook, so that it usually knows of a payment when the browser is back.
 */
export async function actOnCheckout(
  account: StripeAccount,
  id: string,
  form: string,
  delivered: <T>(action: () => T) => Promise<T>,
): Promise<PageReply> {
  expireDue(account);
  const record = account.sessions.get(id);
  const action = decodeForm(form)['action'];
  const target =
    record && typeof action === 'string'
      ? await delivered(() => act(account, id, action))
      : undefined;
  if (target === undefined) return showCheckout(account, id, '');
  return { status: 303, html: '', headers: { ...pageHeaders(account, id), location: target } };
}

/** Does what the button says; the address to go on to, or nothing when the page stays. */
function act(account: StripeAccount, id: string, action: string): string | undefined {
  const session = account.sessions.get(id)?.session;
  if (!session || session.status === 'expired') return undefined;
  switch (action) {
    case 'pay':
      return successUrl(pay(account, id));
    case 'later':
      return successUrl(payLater(account, id));
    case 'cancel':
      return session.cancel_url ?? undefined;
    case 'decline':
      return decline(account, id).status === 'open' ? `/pay/${id}?declined=1` : successUrl(session);
    case 'arrive':
      return successUrl(settle(account, id, 'succeeded'));
    case 'fail':
      return successUrl(settle(account, id, 'failed'));
    default:
      return undefined;
  }
}

function pageHeaders(account: StripeAccount, id: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(account.sessions.get(id)?.session),
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
