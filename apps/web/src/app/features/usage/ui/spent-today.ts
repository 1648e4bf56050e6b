import type { SpendingLimitsAnswer } from '@prome-dify/contracts';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import { locale } from '../../../ui/locale';

/**
 * What is spent of today's limit: "120 of 500 tokens spent today; the day ends at 2 AM". The time is
 * that of `timeZone`, without one that of this person.
 */
export function spentWords(
  { limits: { perDay }, spentToday, dayEndsAt }: SpendingLimitsAnswer,
  timeZone?: string,
): string {
  const end = clockTime(dayEndsAt, timeZone);
  if (perDay === null)
    return $localize`:@@limits.spent:${formatTokens(spentToday)}:spent: spent today; the day ends at ${end}:time:`;
  return $localize`:@@limits.spent-of:${formatCount(spentToday)}:spent: of ${formatTokens(perDay)}:limit: spent today; the day ends at ${end}:time:`;
}

/** How full today's limit is, 0 to 100; `null` without one. */
export function spentPercent({ limits, spentToday }: SpendingLimitsAnswer): number | null {
  return limits.perDay === null ? null : Math.min(100, (spentToday / limits.perDay) * 100);
}

/** "2 AM", "5:30 AM", and the two hours that nobody tells apart by AM and PM in words; else "02:00". */
function clockTime(iso: string, timeZone: string | undefined): string {
  const format = new Intl.DateTimeFormat(locale(), { timeStyle: 'short', timeZone });
  const time = format.format(new Date(iso));
  if (!/M$/.test(time)) return time;
  const spoken = time.replace(':00', '').replace(/\s/, ' ');
  return { '12 AM': 'midnight', '12 PM': 'noon' }[spoken] ?? spoken;
}
