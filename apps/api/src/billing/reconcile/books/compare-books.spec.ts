import type { OrderEntry, PaymentEntry } from './book-entries';
import { booksTable } from './books-table';
import { compareBooks } from './compare-books';
import { steadyComparison } from './steady-comparison';

const order: OrderEntry = {
  id: 'o1',
  state: 'paid',
  paymentIntent: 'pi_1',
  amount: 999,
  currency: 'usd',
  refundedAmount: 0,
  disputeState: 'none',
  tokens: 1000,
  tokensPosted: 1000,
  createdAt: 1_800_000_000_000,
};
const payment: PaymentEntry = {
  paymentIntent: 'pi_1',
  orderId: 'o1',
  amount: 999,
  currency: 'usd',
  refundedAmount: 0,
  dispute: undefined,
};
const unpaid = { ...order, state: 'open', paymentIntent: null, tokensPosted: 0 } as const;

/** What differs between one order and one payment. */
const between = (ours: Partial<OrderEntry>, theirs: Partial<PaymentEntry>) =>
  compareBooks([{ ...order, ...ours }], [{ ...payment, ...theirs }]).differences.map(
    ({ subject, problem }) => `${subject}: ${problem}`,
  );

describe('comparing an order with its payment', () => {
  it.each<[string, Partial<OrderEntry>, Partial<PaymentEntry>]>([
    ['that are the same', {}, {}],
    ['found by the order it names', { paymentIntent: null }, {}],
    ['found by our note of it', {}, { orderId: undefined }],
    ['refunded in part', { refundedAmount: 333, tokensPosted: 667 }, { refundedAmount: 333 }],
    ['disputed', { disputeState: 'withdrawn', tokensPosted: 0 }, { dispute: 'under_review' }],
    ['lost', { disputeState: 'lost', tokensPosted: 0 }, { dispute: 'lost' }],
    [
      'lost, of which only the beginning was told',
      { disputeState: 'withdrawn', tokensPosted: 0 },
      { dispute: 'lost' },
    ],
    ['won', { disputeState: 'won' }, { dispute: 'won' }],
    ['warned about', {}, { dispute: 'warning_needs_response' }],
  ])('finds nothing between two %s', (_, ours, theirs) => {
    expect(between(ours, theirs)).toEqual([]);
  });

  it.each<[string, Partial<OrderEntry>, Partial<PaymentEntry>]>([
    ['paid at Stripe with pi_1, open here', unpaid, {}],
    ['9.99 USD here, 1.00 USD at Stripe', {}, { amount: 100 }],
    ['9.99 USD here, 999 JPY at Stripe', {}, { currency: 'jpy' }],
    ['refunded 0.00 USD here, 0.01 USD at Stripe', {}, { refundedAmount: 1 }],
    ['dispute: none here, needs_response at Stripe', {}, { dispute: 'needs_response' }],
    [
      'dispute: lost here, won at Stripe',
      { disputeState: 'lost', tokensPosted: 0 },
      { dispute: 'won' },
    ],
    ['paid with pi_1 here, and also with pi_2 at Stripe', {}, { paymentIntent: 'pi_2' }],
    ['999 tokens are posted, 1000 follow from its facts', { tokensPosted: 999 }, {}],
  ])('finds: %s', (problem, ours, theirs) => {
    expect(between(ours, theirs)).toEqual([`order o1: ${problem}`]);
  });
});

describe('comparing the books', () => {
  it('names a payment of no order, and an order of no payment', () => {
    const lost = { ...payment, paymentIntent: 'pi_9', orderId: 'o9' };
    const free = { ...order, id: 'o2', paymentIntent: 'pi_2' };
    const { differences } = compareBooks([order, free], [payment, lost]);
    expect(differences).toEqual([
      {
        invariant: 'I10',
        subject: 'payment pi_9',
        problem: '9.99 USD for the order o9, which is not here',
      },
      {
        invariant: 'I10',
        subject: 'order o2',
        problem: 'paid here, and there is no payment at Stripe',
      },
    ]);
  });

  it('leaves other business of the same account out, and says how much it was', () => {
    const other = { ...payment, paymentIntent: 'pi_7', orderId: undefined };
    const comparison = compareBooks([order], [other, payment]);
    expect(comparison).toMatchObject({ differences: [], others: 1 });
    expect(comparison.totals.there.get('usd')?.payments).toBe(1);
    expect(booksTable(comparison)).toContain('1 payments name no order of ours');
  });

  it('names a second payment for one order', () => {
    const again = { ...payment, paymentIntent: 'pi_2' };
    expect(compareBooks([order], [payment, again]).differences).toHaveLength(1);
    expect(compareBooks([order], [again, payment]).differences).toHaveLength(1);
  });

  it('does not miss the payments of orders that are older than what was read', () => {
    expect(compareBooks([order], [], order.createdAt + 1).differences).toEqual([]);
    expect(compareBooks([order], [], order.createdAt).differences).toHaveLength(1);
  });

  it('adds both sides up, by currency', () => {
    const yen = { amount: 500, currency: 'jpy' };
    const { totals } = compareBooks(
      [order, { ...order, ...yen, id: 'o2', paymentIntent: 'pi_2' }, { ...unpaid, id: 'o3' }],
      [
        { ...payment, refundedAmount: 9 },
        { ...payment, ...yen, paymentIntent: 'pi_2' },
      ],
    );
    const nothing = { refunded: 0, disputed: 0 };
    expect(Object.fromEntries(totals.here)).toEqual({
      usd: { payments: 1, paid: 999, ...nothing },
      jpy: { payments: 1, paid: 500, ...nothing },
    });
    expect(totals.there.get('usd')).toEqual({ payments: 1, paid: 999, refunded: 9, disputed: 0 });
    expect(totals.tokens).toEqual({ posted: 2000, wanted: 2000 });
  });
});

describe('a second look', () => {
  const agreed = compareBooks([order], [payment]);
  const differ = compareBooks([order], []);

  it('is not taken when the books agree', async () => {
    let looks = 0;
    const look = async () => ((looks += 1), agreed);
    expect((await steadyComparison(look)).differences).toEqual([]);
    expect(looks).toBe(1);
  });

  it('clears what was only on its way, and keeps what stays', async () => {
    const looks = [differ, agreed, differ, differ];
    const look = async () => looks.shift() ?? agreed;
    expect((await steadyComparison(look)).differences).toEqual([]);
    expect((await steadyComparison(look)).differences).toEqual(differ.differences);
  });
});
