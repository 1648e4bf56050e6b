import type Stripe from 'stripe';
import type { ApiCall } from './api-call';
import { invalidRequest, noSuch } from './errors';

/**
 * One page of `items` (in the order Stripe lists them, newest first), by `limit` (1–100, default
 * 10), `starting_after` and `ending_before`; only what `isWanted`. A page may begin at an item that is
 * not wanted, for instance one that has changed since.
 */
export function paginate<T extends { readonly id: string }>(
  { params, path }: ApiCall,
  items: readonly T[],
  isWanted: (item: T) => boolean = () => true,
): Stripe.ApiList<T> {
  const limit = params.integer('limit', 1, 100) ?? 10;
  const after = params.text('starting_after');
  const before = params.text('ending_before');
  params.refuseOthers(['expand']);
  if (after !== undefined && before !== undefined) {
    throw invalidRequest('You cannot use both starting_after and ending_before.', 'ending_before');
  }
  const start = after === undefined ? 0 : indexOf(items, after, 'starting_after') + 1;
  const end = before === undefined ? items.length : indexOf(items, before, 'ending_before');
  const range = items.slice(start, end).filter(isWanted);
  const data = before === undefined ? range.slice(0, limit) : range.slice(-limit);
  return { object: 'list', data, has_more: range.length > data.length, url: path };
}

function indexOf(items: readonly { readonly id: string }[], id: string, param: string): number {
  const index = items.findIndex((item) => item.id === id);
  if (index < 0) throw noSuch('object', id, param);
  return index;
}
