/** @jest-environment node */
import type { PurchaseView } from '@prome-dify/contracts';
import { purchase } from '../purchase.fixture';
import { shownState } from './purchase-state';

const paid = (over: Partial<PurchaseView>) => shownState(purchase('paid', over));

describe('how a purchase stands', () => {
  it('needs one word when all is well', () => {
    expect(paid({})).toEqual({ text: 'Credited', look: 'good' });
    expect(shownState(purchase('pending'))).toEqual({ text: 'Not paid yet', look: 'open' });
  });

  it.each([
    ['processing', 'Processing', /bank is still working/],
    ['failed', 'Failed', /Nothing was charged/],
    ['expired', 'Expired', /Nothing was charged/],
    ['review', 'In review', /A person is looking/],
  ] as const)('is explained when it is %s', (state, text, note) => {
    expect(shownState(purchase(state))).toMatchObject({
      text,
      note: expect.stringMatching(note),
    });
  });

  it('says how much of it was refunded, and what went with it', () => {
    expect(paid({ refundedAmount: 300, tokensCredited: 6_997 })).toEqual({
      text: 'Partly refunded',
      look: 'open',
      note: 'You got $3.00 of $9.99 back. We took back 3,003 tokens.',
    });
    expect(paid({ refundedAmount: 999, tokensCredited: 0 })).toEqual({
      text: 'Refunded',
      look: 'open',
      note: 'You got $9.99 back. We took back 10,000 tokens.',
    });
  });

  it('says what a dispute has done, and does', () => {
    const open = { text: 'Disputed', look: 'bad', note: 'Your bank questions this payment.' };
    expect(paid({ dispute: 'open' })).toEqual(open);
    expect(paid({ dispute: 'open', tokensCredited: 0 }).note).toMatch(/10,000 tokens until/);
    expect(paid({ dispute: 'lost', tokensCredited: 0 })).toMatchObject({
      text: 'Dispute lost',
      note: expect.stringMatching(/gave you the money back. We took back 10,000 tokens/),
    });
    expect(paid({ dispute: 'won' })).toMatchObject({
      text: 'Credited',
      note: expect.stringMatching(/the payment stands/),
    });
  });

  it('puts a dispute that is not won before a refund, and a refund before one that is', () => {
    const refundedAmount = 300;
    const tokensCredited = 6_997;
    expect(paid({ refundedAmount, tokensCredited: 0, dispute: 'lost' }).text).toBe('Dispute lost');
    expect(paid({ refundedAmount, tokensCredited, dispute: 'won' }).text).toBe('Partly refunded');
  });
});
