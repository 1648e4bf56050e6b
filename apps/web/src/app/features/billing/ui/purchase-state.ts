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

const UNPAID: Readonly<Record<Exclude<PurchaseState, 'paid'>, () => ShownState>> = {
  pending: () => ({ text: $localize`:@@purchase.pending:Not paid yet`, look: 'open' }),
  processing: () => ({
    text: $localize`:@@purchase.processing:Processing`,
    look: 'open',
    note: $localize`:@@purchase.processing-note:Your bank is still working on it.`,
  }),
  failed: () => ({ text: $localize`:@@purchase.failed:Failed`, look: 'bad', note: notCharged() }),
  expired: () => ({
    text: $localize`:@@purchase.expired:Expired`,
    look: 'open',
    note: notCharged(),
  }),
  review: () => ({
    text: $localize`:@@purchase.review:In review`,
    look: 'open',
    note: $localize`:@@purchase.review-note:A person is looking at this payment. You need to do nothing.`,
  }),
};

/** How a purchase stands now, after all refunds and disputes. */
export function shownState(purchase: PurchaseView): ShownState {
  if (purchase.state !== 'paid') return UNPAID[purchase.state]();
  if (purchase.dispute === 'open' || purchase.dispute === 'lost') return disputed(purchase);
  if (purchase.refundedAmount > 0) return refunded(purchase);
  const credited: ShownState = { text: $localize`:@@purchase.credited:Credited`, look: 'good' };
  if (purchase.dispute === 'none') return credited;
  const note = $localize`:@@purchase.dispute-won-note:Your bank has decided the dispute: the payment stands.`;
  return { ...credited, note };
}

function notCharged(): string {
  return $localize`:@@purchase.not-charged:Nothing was charged.`;
}

function disputed({ dispute, tokens, tokensCredited }: PurchaseView): ShownState {
  const gone = tokens - tokensCredited;
  const back = formatTokens(gone);
  if (dispute === 'lost') {
    const note = $localize`:@@purchase.dispute-lost-note:Your bank decided the dispute and gave you the money back. We took back ${back}:tokens:.`;
    return { text: $localize`:@@purchase.dispute-lost:Dispute lost`, look: 'bad', note };
  }
  const note =
    gone > 0
      ? $localize`:@@purchase.disputed-note-tokens:Your bank questions this payment. We took back ${back}:tokens: until it decides.`
      : $localize`:@@purchase.disputed-note:Your bank questions this payment.`;
  return { text: $localize`:@@purchase.disputed:Disputed`, look: 'bad', note };
}

function refunded(purchase: PurchaseView): ShownState {
  const { amount, currency, refundedAmount, tokens, tokensCredited } = purchase;
  const gone = formatTokens(tokens - tokensCredited);
  const back = formatMoney(refundedAmount, currency);
  if (refundedAmount >= amount) {
    const note = $localize`:@@purchase.refunded-note:You got ${back}:money: back. We took back ${gone}:tokens:.`;
    return { text: $localize`:@@purchase.refunded:Refunded`, look: 'open', note };
  }
  const price = formatMoney(amount, currency);
  const note = $localize`:@@purchase.partly-refunded-note:You got ${back}:money: of ${price}:price: back. We took back ${gone}:tokens:.`;
  return { text: $localize`:@@purchase.partly-refunded:Partly refunded`, look: 'open', note };
}
