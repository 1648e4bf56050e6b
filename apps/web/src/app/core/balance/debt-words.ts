import { formatTokens } from '../../ui/format-tokens';

/** What is owed, why, what follows from it, and what ends it. */
export function debtWords(debt: number): string {
  const owed = formatTokens(debt);
  return $localize`:@@balance.debt:You owe ${owed}:tokens:: a refund or a dispute took back tokens that were already used. Chatting is paused until they are repaid. Your next purchase repays them first.`;
}
