import { ORDER_ID, paidSession, USER_ID } from './facts.fixture';
import { sessionFacts } from './session-facts';

const session = {
  id: 'cs_test_1',
  object: 'checkout.session',
  mode: 'payment',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 999,
  currency: 'usd',
  client_reference_id: USER_ID,
  metadata: { order_id: ORDER_ID, other: 'x' },
  payment_intent: 'pi_1',
};

describe('sessionFacts', () => {
  it('reads what an event holds', () => {
    expect(sessionFacts(session)).toEqual(paidSession);
  });

  it('takes a session that does not say what it is for a payment', () => {
    const { mode: _, ...unsaid } = session;
    expect(sessionFacts(unsaid)).toEqual(paidSession);
  });

  it('reads what Stripe answers with the payment expanded', () => {
    const payment_intent = {
      id: 'pi_1',
      status: 'succeeded',
      latest_charge: { id: 'ch_1', amount_refunded: 300 },
    };
    expect(sessionFacts({ ...session, payment_intent })).toEqual({
      ...paidSession,
      refundedAmount: 300,
    });
  });

  it.each([
    ['open', { status: 'open', payment_status: 'unpaid' }, undefined],
    ['expired', { status: 'expired', payment_status: 'unpaid' }, undefined],
    ['processing', { payment_status: 'unpaid' }, undefined],
    ['processing', { payment_status: 'unpaid' }, 'checkout.session.completed'],
    ['failed', { payment_status: 'unpaid' }, 'checkout.session.async_payment_failed'],
    ['paid', { payment_status: 'paid' }, 'checkout.session.async_payment_succeeded'],
    ['processing', { payment_status: 'unpaid', payment_intent: intent('processing') }, undefined],
    ['failed', { payment_status: 'unpaid', payment_intent: intent('canceled') }, undefined],
  ])('is %s for %o and %s', (payment, change, eventType) => {
    expect(sessionFacts({ ...session, ...change }, eventType)?.payment).toBe(payment);
  });

  it.each([
    ['no metadata', null],
    ['other metadata', { plan: 'x' }],
    ['an id that is none of ours', { order_id: "' OR 1=1" }],
    ['a number as id', { order_id: 5 }],
  ])('names no order with %s', (_name, metadata) => {
    expect(sessionFacts({ ...session, metadata })).toMatchObject({ orderId: undefined });
  });

  it.each([
    undefined,
    null,
    'cs_test_1',
    {},
    { ...session, id: 5 },
    { ...session, id: 'x'.repeat(10_000) },
    { ...session, amount_total: '999' },
    { ...session, amount_total: 9.99 },
    { ...session, payment_status: undefined },
  ])('is nothing for %p', (value) => {
    expect(sessionFacts(value)).toBeUndefined();
  });
});

function intent(status: string) {
  return { id: 'pi_1', status, latest_charge: null };
}
