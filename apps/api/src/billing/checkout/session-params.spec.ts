import { openOrder } from '../fulfilment/facts.fixture';
import { isTooOldToOpen, sessionParams } from './session-params';

const MINUTE = 60_000;

describe('sessionParams', () => {
  it('asks for exactly what the order says, and for the way back', () => {
    expect(sessionParams(openOrder, 'https://chat.test')).toEqual({
      mode: 'payment',
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'usd',
            unit_amount: 999,
            product_data: { name: 'Starter Pack', description: '1,000 tokens' },
          },
        },
      ],
      client_reference_id: openOrder.userId,
      metadata: { order_id: openOrder.id },
      payment_intent_data: { metadata: { order_id: openOrder.id } },
      adaptive_pricing: { enabled: false },
      expires_at: openOrder.createdAt / 1000 + 7200,
      success_url: 'https://chat.test/billing?status=success&session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://chat.test/billing?status=cancel',
    });
  });

  it('takes the price from the dashboard when there is one', () => {
    const params = sessionParams({ ...openOrder, stripePriceId: 'price_1' }, 'https://chat.test');
    expect(params.line_items).toEqual([{ price: 'price_1', quantity: 1 }]);
  });

  it('is asked for only while Stripe would take its end', () => {
    expect(isTooOldToOpen(openOrder, openOrder.createdAt + 88 * MINUTE)).toBe(false);
    expect(isTooOldToOpen(openOrder, openOrder.createdAt + 90 * MINUTE)).toBe(true);
  });
});
