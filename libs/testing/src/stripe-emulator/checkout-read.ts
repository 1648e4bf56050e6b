import type Stripe from 'stripe';
import type { StripeAccount } from './account';
import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { createdFilter } from './created-filter';
import { invalidRequest } from './errors';
import type { Cause } from './event-log';
import { NO_CAUSE } from './event-log';
import { paginate } from './paging';

/** `GET /v1/checkout/sessions/:id` */
export function retrieveSession({ account, id }: ApiCall): Stripe.Checkout.Session {
  return mustFind(account.sessions, 'checkout.session', id, 'session').session;
}

/** `GET /v1/checkout/sessions`, newest first, by `payment_intent`, `status` or `created`. */
export function listSessions(call: ApiCall): Stripe.ApiList<Stripe.Checkout.Session> {
  const intent = call.params.text('payment_intent');
  const status = call.params.text('status');
  const isInTime = createdFilter(call.params);
  const sessions = [...call.account.sessions.values()].map((record) => record.session).reverse();
  const wanted = sessions.filter(
    (session) =>
      (intent === undefined || session.payment_intent === intent) &&
      (status === undefined || session.status === status) &&
      isInTime(session.created),
  );
  return paginate(call, wanted);
}

/** `GET /v1/checkout/sessions/:id/line_items` */
export function listLineItems(call: ApiCall): Stripe.ApiList<Stripe.LineItem> {
  const record = mustFind(call.account.sessions, 'checkout.session', call.id, 'session');
  return paginate(call, record.lineItems);
}

/** `POST /v1/checkout/sessions/:id/expire` */
export function expireSession({ account, id, cause }: ApiCall): Stripe.Checkout.Session {
  const { session } = mustFind(account.sessions, 'checkout.session', id, 'session');
  if (session.status !== 'open') {
    throw invalidRequest(
      `Only Checkout Sessions with a status in ["open"] can be expired. ` +
        `This Checkout Session has a status of ${session.status}.`,
    );
  }
  return expire(account, id, cause);
}

/** Expires every open session whose time is over. */
export function expireDue(account: StripeAccount): void {
  for (const [id, { session }] of account.sessions) {
    const due = session.status === 'open' && session.expires_at <= account.seconds();
    if (due) expire(account, id, NO_CAUSE);
  }
}

function expire(account: StripeAccount, id: string, cause: Cause): Stripe.Checkout.Session {
  const record = mustFind(account.sessions, 'checkout.session', id);
  const session: Stripe.Checkout.Session = { ...record.session, status: 'expired', url: null };
  account.sessions.set(id, { ...record, session });
  account.events.append('checkout.session.expired', session, cause);
  return session;
}
