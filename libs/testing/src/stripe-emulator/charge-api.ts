import type Stripe from 'stripe';
import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { createdFilter } from './created-filter';
import { paginate } from './paging';

/** `GET /v1/charges/:id` */
export function retrieveCharge({ account, id }: ApiCall): Stripe.Charge {
  return mustFind(account.charges, 'charge', id);
}

/** `GET /v1/charges`, newest first, by `payment_intent` or `created`. */
export function listCharges(call: ApiCall): Stripe.ApiList<Stripe.Charge> {
  const intent = call.params.text('payment_intent');
  const isInTime = createdFilter(call.params);
  const isWanted = (charge: Stripe.Charge) =>
    (intent === undefined || charge.payment_intent === intent) && isInTime(charge.created);
  return paginate(call, [...call.account.charges.values()].reverse(), isWanted);
}
