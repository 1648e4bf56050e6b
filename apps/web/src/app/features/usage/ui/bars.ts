import type { UsageSum, UsageSummaryAnswer } from '@prome-dify/contracts';

const DAY_MS = 86_400_000;
const SHOWN_MAX = 12;
const DAY = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** One bar: what it is about, and how many tokens. */
export interface Bar {
  readonly label: string;
  readonly tokens: number;
}

/** The bars of a summary: each day, also without usage; the dearest models and conversations. */
export function barsOf({ by, from, to, sums }: UsageSummaryAnswer): readonly Bar[] {
  if (by === 'day') return dayBars(Date.parse(from), Date.parse(to), sums);
  return sums
    .filter(({ spent }) => spent > 0)
    .slice(0, SHOWN_MAX)
    .map(({ key, title, spent }) => ({
      label: by === 'model' ? (key ?? 'Other') : (title ?? 'Deleted conversation'),
      tokens: spent,
    }));
}

function dayBars(first: number, last: number, sums: readonly UsageSum[]): readonly Bar[] {
  const spent = new Map(sums.map((sum) => [sum.key, sum.spent]));
  const days = Math.round((last - first) / DAY_MS) + 1;
  return Array.from({ length: days }, (_, n) => {
    const day = new Date(first + n * DAY_MS);
    return { label: DAY.format(day), tokens: spent.get(day.toISOString().slice(0, 10)) ?? 0 };
  });
}
