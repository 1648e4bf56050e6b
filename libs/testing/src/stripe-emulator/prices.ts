import Stripe from 'stripe';
import type { StripeAccount } from './account';
import { mustFind } from './account';
import type { ApiCall } from './api-call';
import { missingParam } from './errors';
import { newId } from './ids';
import type { Params } from './params';

const MAX_AMOUNT = 99_999_999;

/** `POST /v1/prices`: a one-time price, for shops that keep prices in the dashboard. */
export function createPrice({ account, params }: ApiCall): Stripe.Price {
  const price = priceFrom(account, params, params.group('product_data')?.requiredText('name'));
  params.refuseOthers(['nickname', 'expand']);
  account.prices.set(price.id, price);
  return price;
}

export function retrievePrice({ account, id }: ApiCall): Stripe.Price {
  return mustFind(account.prices, 'price', id, 'price');
}

/** What one line of a checkout charges for, and what the hosted page says about it. */
export interface PricedLine {
  readonly price: Stripe.Price;
  readonly name: string;
  /** Description of the product; empty when it has none. */
  readonly details: string;
}

/** The price that a line of a checkout names, or brings along as `price_data`. */
export function priceOfLine(account: StripeAccount, line: Params): PricedLine {
  const id = line.text('price');
  if (id !== undefined) {
    const price = mustFind(account.prices, 'price', id, line.full('price'));
    return { price, name: price.nickname ?? 'Purchase', details: '' };
  }
  const data = line.group('price_data');
  if (!data) throw missingParam(line.full('price'));
  const product = data.group('product_data');
  const name = product?.requiredText('name') ?? data.requiredText('product');
  const details = product?.text('description') ?? '';
  product?.refuseOthers(['images', 'metadata', 'tax_code']);
  const price = priceFrom(account, data, name);
  data.refuseOthers(['tax_behavior']);
  return { price, name, details };
}

function priceFrom(account: StripeAccount, params: Params, name?: string): Stripe.Price {
  const amount = params.requiredInteger('unit_amount', 0, MAX_AMOUNT);
  return {
    id: newId('price'),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: account.seconds(),
    currency: params.requiredText('currency').toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: params.metadata(),
    nickname: params.text('nickname') ?? name ?? null,
    product: params.text('product') ?? newId('prod'),
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: amount,
    unit_amount_decimal: Stripe.Decimal.from(amount),
  };
}
