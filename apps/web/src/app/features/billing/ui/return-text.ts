import type { PurchaseState, PurchaseView } from '@prome-dify/contracts';
import { formatTokens } from '../../../ui/format-tokens';
import type { NoticeTone } from '../../../ui/notice';
import type { Confirmation } from '../data-access/confirmation';
import { shownState } from './purchase-state';

interface Said {
  readonly tone: NoticeTone;
  readonly text: string;
}

const SAID: Readonly<Record<PurchaseState, (purchase: PurchaseView) => Said>> = {
  pending: () => ({
    tone: 'info',
    text: $localize`:@@return.pending:Your payment is pending. The tokens will be credited in a moment.`,
  }),
  processing: () => ({
    tone: 'info',
    text: $localize`:@@return.processing:Your bank is still working on the payment. The tokens will be credited as soon as it is done.`,
  }),
  paid: (purchase) =>
    purchase.tokensCredited < purchase.tokens
      ? {
          tone: 'info',
          text: $localize`:@@return.paid-partly:Payment received. ${shownState(purchase).note ?? ''}:note:`,
        }
      : {
          tone: 'good',
          text: $localize`:@@return.paid:Payment received: ${formatTokens(purchase.tokens)}:tokens: were credited. Thank you!`,
        },
  failed: () => ({
    tone: 'error',
    text: $localize`:@@return.failed:The payment failed. Nothing was charged, and nothing credited.`,
  }),
  expired: () => ({
    tone: 'warning',
    text: $localize`:@@return.expired:This checkout has expired. Nothing was charged.`,
  }),
  review: () => ({
    tone: 'warning',
    text: $localize`:@@return.review:We are looking at this payment by hand. The tokens will be credited after that.`,
  }),
};

/** What to say to somebody who comes back from paying. */
export function returnText(confirmation: Confirmation): Said {
  switch (confirmation.kind) {
    case 'checking':
      return { tone: 'info', text: $localize`:@@return.checking:Checking your payment…` };
    case 'known':
      return SAID[confirmation.answer.purchase.state](confirmation.answer.purchase);
    case 'unknown':
      return confirmation.failure.code === 'not_found'
        ? {
            tone: 'warning',
            text: $localize`:@@return.unknown:We do not know this payment. If you paid, your tokens will come all the same.`,
          }
        : {
            tone: 'info',
            text: $localize`:@@return.unchecked:Your payment could not be checked yet. We keep trying.`,
          };
  }
}
