import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { listCharges, retrieveCharge } from './charge-api';
import { createSession } from './checkout-create';
import { expireSession, listLineItems, listSessions, retrieveSession } from './checkout-read';
import { listDisputes } from './disputes';
import { listEvents, retrieveEvent } from './event-api';
import { createPrice, retrievePrice } from './prices';
import { createRefund, listRefunds, retrieveRefund } from './refunds';

type Handler = (call: ApiCall) => object;

/** The part of Stripe's API that is here; `:id` stands for one segment of the path. */
const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ['POST', '/v1/checkout/sessions', createSession],
  ['GET', '/v1/checkout/sessions', listSessions],
  ['GET', '/v1/checkout/sessions/:id', retrieveSession],
  ['GET', '/v1/checkout/sessions/:id/line_items', listLineItems],
  ['POST', '/v1/checkout/sessions/:id/expire', expireSession],
  [
    'GET',
    '/v1/payment_intents/:id',
    ({ account, id }) => mustFind(account.paymentIntents, 'payment_intent', id, 'intent'),
  ],
  ['GET', '/v1/charges', listCharges],
  ['GET', '/v1/charges/:id', retrieveCharge],
  ['GET', '/v1/disputes', listDisputes],
  ['POST', '/v1/prices', createPrice],
  ['GET', '/v1/prices/:id', retrievePrice],
  ['POST', '/v1/refunds', createRefund],
  ['GET', '/v1/refunds', listRefunds],
  ['GET', '/v1/refunds/:id', retrieveRefund],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/events/:id', retrieveEvent],
];

const TABLE = ROUTES.map(([method, path, handler]) => ({
  method,
  pattern: new RegExp(`^${path.replace(':id', '([^/]+)')}$`),
  handler,
}));

/** The handler of a request, and the id in its path (empty when it has none). */
export function findRoute(
  method: string,
  path: string,
): { readonly handler: Handler; readonly id: string } | undefined {
  for (const route of TABLE) {
    const match = route.method === method ? route.pattern.exec(path) : null;
    if (match) return { handler: route.handler, id: match[1] ?? '' };
  }
  return undefined;
}
