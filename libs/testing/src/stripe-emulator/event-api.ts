import type Stripe from 'stripe';
import type { ApiCall } from './api-call';
import { createdFilter } from './created-filter';
import { invalidRequest, noSuch } from './errors';
import { paginate } from './paging';

/** `GET /v1/events/:id` */
export function retrieveEvent({ account, id }: ApiCall): Stripe.EventBase {
  const event = account.events.get(id);
  if (!event) throw noSuch('event', id);
  return event;
}

/** `GET /v1/events`, newest first, by `type`, `types`, `created` and `delivery_success`. */
export function listEvents(call: ApiCall): Stripe.ApiList<Stripe.EventBase> {
  const { params, account } = call;
  const types = [...params.texts('types'), params.text('type') ?? []].flat();
  if (types.length > 20) throw invalidRequest('Only 20 types can be given.', 'types');
  const isInTime = createdFilter(params);
  const delivered = params.flag('delivery_success');
  const isWanted = ({ type, created, pending_webhooks }: Stripe.EventBase) =>
    (types.length === 0 || types.includes(type)) &&
    isInTime(created) &&
    (delivered === undefined || (pending_webhooks === 0) === delivered);
  return paginate(call, account.events.all().toReversed(), isWanted);
}
