import type { StripeAccount } from './account';
import { invalidRequest } from './errors';

type Json = Readonly<Record<string, unknown>>;

/**
 * Replaces ids by the objects they name, and adds lists that Stripe leaves out unless asked:
 * `expand[]=payment_intent.latest_charge`, `data.charge` within lists. Returns a copy.
 * @throws StripeRefusal 400 for a path that cannot be expanded.
 */
export function expand(account: StripeAccount, answer: object, paths: readonly string[]): object {
  return paths.reduce<Json>(
    (object, path) => expandPath(account, object, path.split('.'), path),
    answer as Json,
  );
}

function expandPath(
  account: StripeAccount,
  object: Json,
  [step, ...rest]: readonly string[],
  path: string,
): Json {
  if (step === undefined) return object;
  const value = valueOf(account, object, step, path);
  const deeper = (item: unknown) => (isObject(item) ? expandPath(account, item, rest, path) : item);
  return { ...object, [step]: Array.isArray(value) ? value.map(deeper) : deeper(value) };
}

function valueOf(account: StripeAccount, object: Json, step: string, path: string): unknown {
  const value = object[step];
  if (step === 'data' && object['object'] === 'list') return value;
  const id = typeof object['id'] === 'string' ? object['id'] : '';
  const included = INCLUDABLE[`${String(object['object'])}.${step}`];
  if (included) return included(account, id);
  if (value === undefined) {
    throw invalidRequest(`This property cannot be expanded (${path}).`, 'expand');
  }
  return typeof value === 'string' ? (BY_ID[step]?.(account).get(value) ?? value) : value;
}

const BY_ID: Readonly<Record<string, (account: StripeAccount) => ReadonlyMap<string, object>>> = {
  payment_intent: (account) => account.paymentIntents,
  latest_charge: (account) => account.charges,
  charge: (account) => account.charges,
};

const INCLUDABLE: Readonly<Record<string, (account: StripeAccount, id: string) => object>> = {
  'checkout.session.line_items': (account, id) =>
    list(account.sessions.get(id)?.lineItems ?? [], `/v1/checkout/sessions/${id}/line_items`),
  'charge.refunds': (account, id) =>
    list(
      [...account.refunds.values()].filter((refund) => refund.charge === id).toReversed(),
      `/v1/charges/${id}/refunds`,
    ),
};

function list(data: readonly object[], url: string): object {
  return { object: 'list', data, has_more: false, url };
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
