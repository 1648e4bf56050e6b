import type Stripe from 'stripe';
import type { Order } from '../orders/order';

/** How long a buyer may take on the checkout page; Stripe allows 30 minutes to 24 hours. */
const OPEN_FOR_MS = 2 * 3_600_000;
/** The least that Stripe allows, with a margin for the way there. */
const OPEN_FOR_MIN_MS = 31 * 60_000;

/** Whether it is too late to open a checkout for this order: its page would end too soon. */
export function isTooOldToOpen(order: Order, now: number): boolean {
  return order.createdAt + OPEN_FOR_MS < now + OPEN_FOR_MIN_MS;
}

/**
 * What Stripe is asked for. It depends on the order and the client's address only, so that a
 * repeated call with the same idempotency key asks for the same.
 */
export function sessionParams(
  order: Order,
  frontendUrl: string,
): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: order.id };
  return {
    mode: 'payment',
    line_items: [lineItem(order)],
    client_reference_id: order.userId,
    metadata,
    payment_intent_data: { metadata },
    // Otherwise Stripe may ask for another amount in the buyer's own currency.
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor((order.createdAt + OPEN_FOR_MS) / 1000),
    success_url: `${frontendUrl}/billing?status=success&session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${frontendUrl}/billing?status=cancel`,
  };
}

function lineItem(order: Order): Stripe.Checkout.SessionCreateParams.LineItem {
  const { stripePriceId, currency, amount, packageName, tokens } = order;
  if (stripePriceId !== null) return { price: stripePriceId, quantity: 1 };
  const description = `${tokens.toLocaleString('en-US')} tokens`;
  const product_data = { name: packageName, description };
  return { price_data: { currency, unit_amount: amount, product_data }, quantity: 1 };
}
