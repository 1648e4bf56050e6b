import { tries } from '@prome-dify/testing/random';
import fc from 'fast-check';
import type { Order } from '../orders/order';
import { wantTokens } from '../orders/want-tokens';
import { mismatch, withCharge, withDispute, withReview, withSession } from './apply-facts';
import { openOrder, paidSession } from './facts.fixture';
import type { DisputeFacts } from './payment-facts';
import type { SessionPayment } from './session-facts';

const NOW = 1_800_000_001_000;
const session = (payment: SessionPayment) => (order: Order) =>
  withSession(order, { ...paidSession, payment }, NOW);
const refund = (refundedAmount: number) => (order: Order) =>
  withCharge(
    order,
    { chargeId: 'ch_1', paymentIntent: 'pi_1', orderId: order.id, currency: 'usd', refundedAmount },
    false,
  );
const dispute = (state: DisputeFacts['state'], at: number) => (order: Order) =>
  withDispute(order, { paymentIntent: 'pi_1', state, at });
const after = (...reports: ((order: Order) => Order)[]) =>
  reports.reduce((order, report) => report(order), openOrder);

describe('mismatch', () => {
  it('finds nothing wrong with the session that was asked for', () => {
    expect(mismatch(openOrder, paidSession)).toBeUndefined();
    expect(mismatch({ ...openOrder, sessionId: null }, paidSession)).toBeUndefined();
    expect(mismatch(openOrder, { ...paidSession, currency: 'USD' })).toBeUndefined();
  });

  it.each([
    ['no order', { orderId: undefined }],
    ['another order', { orderId: '01a20337-0000-7000-8000-00000000dead' }],
    ['another user', { userId: '01a20337-0000-7000-8000-00000000beef' }],
    ['no user', { userId: null }],
    ['a smaller amount', { amount: 1 }],
    ['a larger amount', { amount: 99_900 }],
    ['no amount', { amount: null }],
    ['another currency', { currency: 'jpy' }],
    ['a subscription', { mode: 'subscription' }],
    ['another session', { sessionId: 'cs_test_2' }],
  ])('refuses a session that names %s', (_name, change) => {
    expect(mismatch(openOrder, { ...paidSession, ...change })).toMatch(/^the /);
  });
});

describe('what an order becomes', () => {
  it.each([
    ['open', 'open'],
    ['processing', 'processing'],
    ['paid', 'paid'],
    ['failed', 'failed'],
    ['expired', 'expired'],
  ] as const)('when its session is %s: %s', (payment, state) => {
    expect(session(payment)(openOrder).state).toBe(state);
  });

  it('stays paid whatever is reported later', () => {
    const paid = session('paid')(openOrder);
    expect(paid).toMatchObject({ paidAt: NOW, paymentIntent: 'pi_1' });
    for (const payment of ['open', 'processing', 'failed', 'expired'] as const) {
      expect(session(payment)(paid)).toMatchObject({ state: 'paid', paidAt: NOW });
    }
    expect(withReview(paid).state).toBe('paid');
  });

  it.each(['expired', 'failed', 'processing'] as const)('is paid even after it was %s', (state) => {
    expect(after(session(state), session('paid')).state).toBe('paid');
    expect(after(withReview, session('paid')).state).toBe('paid');
  });

  it('lets a refund shrink only when a refund has failed', () => {
    const refunded = after(session('paid'), refund(500));
    expect(refund(200)(refunded).refundedAmount).toBe(500);
    const charge = { chargeId: 'ch_1', paymentIntent: 'pi_1', orderId: undefined, currency: 'usd' };
    const shrunk = withCharge(refunded, { ...charge, refundedAmount: 200 }, true);
    expect(shrunk.refundedAmount).toBe(200);
  });

  it('follows the newest report of a dispute, on a tie the further one', () => {
    expect(after(dispute('withdrawn', 5), dispute('open', 5)).disputeState).toBe('withdrawn');
    expect(after(dispute('open', 5), dispute('withdrawn', 5)).disputeState).toBe('withdrawn');
    expect(after(dispute('won', 6), dispute('withdrawn', 5)).disputeState).toBe('won');
    expect(after(dispute('lost', 7), dispute('open', 8)).disputeState).toBe('open');
  });

  it('wants the same tokens whatever the order and repetition of the reports', () => {
    const reports = [
      session('processing'),
      session('paid'),
      refund(300),
      refund(600),
      dispute('withdrawn', 10),
      dispute('won', 11),
    ];
    const expected = wantTokens(after(...reports));
    const shuffled = fc
      .shuffledSubarray([...reports, ...reports, ...reports], { minLength: 18 })
      .map((sequence) => after(...sequence));
    fc.assert(
      fc.property(shuffled, (order) => {
        expect(wantTokens(order)).toBe(expected);
      }),
      tries(5000),
    );
    expect(expected).toBe(1000 - Math.floor((1000 * 600) / 999));
  });
});
