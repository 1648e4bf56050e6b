import type { BalanceView } from '@prome-dify/contracts';
import { formatTokens } from '../../../ui/format-tokens';

/** What is lost with an account: exactly, once it is known. */
export function forfeitWords(view: BalanceView | null): string {
  if (!view) return $localize`:@@forfeit.unknown:The tokens that are left are forfeited.`;
  if (view.balance === 0)
    return $localize`:@@forfeit.none:There are no tokens left that could be lost.`;
  const left = formatTokens(view.balance);
  return view.balance === 1
    ? $localize`:@@forfeit.one:${left}:tokens: is left, and is forfeited with the account.`
    : $localize`:@@forfeit.more:${left}:tokens: are left, and are forfeited with the account.`;
}
