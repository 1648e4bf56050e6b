import type { SpendingLimitsAnswer } from '@prome-dify/contracts';
import { formatCount, formatTokens } from '../../../ui/format-tokens';

/**
 * What is spent of today's limit: "120 of 500 tokens spent today; the day ends at 2 AM". The time is
 * that of `timeZone`, without one that of this person.
 */
export function spentWords(
  { limits: { perDay }, spentToday, dayEndsAt }: SpendingLimitsAnswer,
  timeZone?: string,
): string {
  const spent =
    perDay === null
      ? formatTokens(spentToday)
      : `${formatCount(spentToday)} of ${formatTokens(perDay)}`;
  return `${spent} spent today; the day ends at ${clockTime(dayEndsAt, timeZone)}`;
}

/** How full today's limit is, 0 to 100; `null` without one. */
export function spentPercent({ limits, spentToday }: SpendingLimitsAnswer): number | null {
  return limits.perDay === null ? null : Math.min(100, (spentToday / limits.perDay) * 100);
}

/** "2 AM", "5:30 AM", and the two hours that nobody tells apart by AM and PM in words. */
function clockTime(iso: string, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat('en-US', { timeStyle: 'short', timeZone });
  const time = format.format(new Date(iso)).replace(':00', '').replace(/\s/, ' ');
  return { '12 AM': 'midnight', '12 PM': 'noon' }[time] ?? time;
}
