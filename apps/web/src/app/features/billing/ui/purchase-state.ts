import type { PurchaseState, PurchaseView } from '@prome-dify/contracts';
import { formatMoney } from '../../../ui/format-money';
import { formatTokens } from '../../../ui/format-tokens';

/** How a purchase stands, in words, and whether that looks good, open or bad. */
export interface ShownState {
  readonly text: string;
  readonly look: 'good' | 'open' | 'bad';
  /** A sentence more, where the word alone leaves a question. */
  readonly note?: string;
}

const UNPAID: Readonly<Record<Exclude<PurchaseState, 'paid'>, ShownState>> = {
  pending: { text: 'Not paid yet', look: 'open' },
  processing: { text: 'Processing', look: 'open', note: 'Your bank is still working on it.' },
  failed: { text: 'Failed', look: 'bad', note: 'Nothing was charged.' },
  expired: { text: 'Expired', look: 'open', note: 'Nothing was charged.' },
  review: {
    text: 'In review',
    look: 'open',
    note: 'A person is looking at this payment. You need to do nothing.',
  },
};

/** How a purchase stands now, after all refunds and disputes. */
export function shownState(purchase: PurchaseView): ShownState {
  if (purchase.state !== 'paid') return UNPAID[purchase.state];
  if (purchase.dispute === 'open' || purchase.dispute === 'lost') return disputed(purchase);
  if (purchase.refundedAmount > 0) return refunded(purchase);
  const credited: ShownState = { text: 'Credited', look: 'good' };
  if (purchase.dispute === 'none') return credited;
  return { ...credited, note: 'Your bank has decided the dispute: the payment stands.' };
}

function disputed({ dispute, tokens, tokensCredited }: PurchaseView): ShownState {
  const gone = tokens - tokensCredited;
  if (dispute === 'lost') {
    const note = `Your bank decided the dispute and gave you the money back. We took back ${formatTokens(gone)}.`;
    return { text: 'Dispute lost', look: 'bad', note };
  }
  const until = gone > 0 ? ` We took back ${formatTokens(gone)} until it decides.` : '';
  return { text: 'Disputed', look: 'bad', note: `Your bank questions this payment.${until}` };
}

function refunded(purchase: PurchaseView): ShownState {
  const { amount, currency, refundedAmount, tokens, tokensCredited } = purchase;
  const gone = formatTokens(tokens - tokensCredited);
  const back = formatMoney(refundedAmount, currency);
  if (refundedAmount >= amount) {
    return { text: 'Refunded', look: 'open', note: `You got ${back} back. We took back ${gone}.` };
  }
  const note = `You got ${back} of ${formatMoney(amount, currency)} back. We took back ${gone}.`;
  return { text: 'Partly refunded', look: 'open', note };
}
