import { ORDER_ID } from './facts.fixture';
import { chargeFacts, chargeOfRefund, disputeFacts } from './payment-facts';

const charge = {
  id: 'ch_1',
  payment_intent: 'pi_1',
  currency: 'usd',
  amount_refunded: 300,
  metadata: { order_id: ORDER_ID },
};

describe('chargeFacts', () => {
  const facts = {
    chargeId: 'ch_1',
    paymentIntent: 'pi_1',
    orderId: ORDER_ID,
    currency: 'usd',
    refundedAmount: 300,
  };

  it('reads a charge, with its payment as an id or expanded', () => {
    expect(chargeFacts(charge)).toEqual(facts);
    expect(chargeFacts({ ...charge, payment_intent: { id: 'pi_1' } })).toEqual(facts);
  });

  it('reads a charge of somebody else', () => {
    expect(chargeFacts({ ...charge, payment_intent: null, metadata: {} })).toMatchObject({
      paymentIntent: null,
      orderId: undefined,
    });
  });

  it.each([null, {}, { ...charge, amount_refunded: -1 }, { ...charge, amount_refunded: 1e300 }])(
    'is nothing for %p',
    (value) => {
      expect(chargeFacts(value)).toBeUndefined();
    },
  );
});

describe('chargeOfRefund', () => {
  it('finds the charge', () => {
    expect(chargeOfRefund({ id: 're_1', charge: 'ch_1' })).toBe('ch_1');
    expect(chargeOfRefund({ id: 're_1', charge: { id: 'ch_1' } })).toBe('ch_1');
    expect(chargeOfRefund({ id: 're_1', charge: null })).toBeUndefined();
  });
});

describe('disputeFacts', () => {
  const dispute = { payment_intent: 'pi_1', status: 'needs_response' };

  it.each([
    ['charge.dispute.created', 'needs_response', 'open'],
    ['charge.dispute.funds_withdrawn', 'needs_response', 'withdrawn'],
    ['charge.dispute.funds_reinstated', 'won', 'won'],
    ['charge.dispute.closed', 'won', 'won'],
    ['charge.dispute.closed', 'lost', 'lost'],
  ])('%s with %s means %s', (type, status, state) => {
    expect(disputeFacts({ ...dispute, status }, type, 7)).toEqual({
      paymentIntent: 'pi_1',
      state,
      at: 7,
    });
  });

  it.each([
    ['charge.dispute.created', 'warning_needs_response'],
    ['charge.dispute.closed', 'warning_closed'],
    ['charge.dispute.updated', 'under_review'],
  ])('%s with %s moves no money', (type, status) => {
    expect(disputeFacts({ ...dispute, status }, type, 7)).toBeUndefined();
  });
});
