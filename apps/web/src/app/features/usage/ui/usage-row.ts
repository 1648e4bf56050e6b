import type { UsageType, UsageView } from '@prome-dify/contracts';
import { formatCount } from '../../../ui/format-tokens';

/** What people call the kinds of changes. */
export const WHAT: Readonly<Record<UsageType, () => string>> = {
  chat: () => $localize`:@@usage.answer:Answer`,
  purchase: () => $localize`:@@usage.purchase:Purchase`,
  grant: () => $localize`:@@usage.grant:Welcome tokens`,
  refund: () => $localize`:@@usage.refund:Refund`,
  adjustment: () => $localize`:@@usage.adjustment:Adjustment`,
};

/** What a line of the history was about. */
export function whatOf({ type }: UsageView): string {
  return WHAT[type]();
}

/** The change as a person expects its sign: spent tokens are negative. "+1,000", "−25". */
export function changeOf({ tokensUsed }: UsageView): string {
  if (tokensUsed === 0) return '0';
  return `${tokensUsed > 0 ? '−' : '+'}${formatCount(Math.abs(tokensUsed))}`;
}
