import type { IncomingHttpHeaders } from 'node:http';
import type { StripeAccount } from './account';
import { expireDue } from './checkout-read';
import { actOnPayment, paymentsOf } from './control-actions';
import { controlPage } from './control-page';
import { StripeRefusal } from './errors';
import { decodeForm, FormError } from './form-body';
import { contentSecurityPolicy } from './hosted-page';
import type { PageReply } from './hosted-routes';

/** What the control page works on beside the account. */
export interface Controls {
  readonly account: StripeAccount;
  readonly webhooks: { dropping: boolean };
  readonly delivered: <T>(action: () => T) => Promise<T>;
}

const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/** `GET /control` */
export function showControls({ account, webhooks }: Controls, problem?: string): PageReply {
  expireDue(account);
  const names = new Map(
    [...account.sessions].map(([id, { lineItems }]) => [
      id,
      lineItems.map(({ description }) => description ?? 'Purchase').join(', '),
    ]),
  );
  const view = { payments: paymentsOf(account), names, isLosingWebhooks: webhooks.dropping };
  const html = controlPage({ ...view, ...(problem === undefined ? {} : { problem }) });
  return { status: problem === undefined ? 200 : 400, html, headers: HEADERS };
}

/** `POST /control`; answers with a redirect to the page, or with the page and what is wrong. */
export async function actOnControls(controls: Controls, form: string): Promise<PageReply> {
  const { account, webhooks, delivered } = controls;
  try {
    const fields = decodeForm(form);
    const asked = fields['webhooks'];
    if (asked === 'lose' || asked === 'deliver') webhooks.dropping = asked === 'lose';
    else await delivered(() => actOnPayment(account, fields));
  } catch (error) {
    if (error instanceof StripeRefusal) return showControls(controls, error.body.error.message);
    if (error instanceof FormError) return showControls(controls, error.message);
    throw error;
  }
  const payment = /(?:^|&)payment=(\w+)/.exec(form)?.[1];
  const location = payment === undefined ? '/control' : `/control#${payment}`;
  return { status: 303, html: '', headers: { ...HEADERS, location } };
}

/** Whether a request is for this machine, and not sent from the page of somebody else. */
export function isFromHere(
  { host = '', origin }: IncomingHttpHeaders,
  { pageBase }: StripeAccount,
): boolean {
  const asked = URL.parse(`http://${host}`);
  const isOurs = asked && (LOCAL.has(asked.hostname) || asked.host === new URL(pageBase).host);
  return Boolean(isOurs) && (origin === undefined || URL.parse(origin)?.host === asked?.host);
}

const HEADERS = {
  'content-security-policy': contentSecurityPolicy(undefined),
  'cache-control': 'no-store',
  // Without a referrer browsers would not say either where a form comes from.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};
