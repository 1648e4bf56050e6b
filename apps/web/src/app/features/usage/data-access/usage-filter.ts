import type { UsageGrouping, UsageType } from '@prome-dify/contracts';

export const KINDS = ['chat', 'purchase', 'grant', 'refund', 'adjustment'] as const;
export const GROUPINGS = ['day', 'model', 'conversation'] as const;
export const PERIODS = [7, 30, 90, 365] as const;

/** What the page is about, as its address says: `?days=30&by=day&kind=chat`. */
export interface UsageView {
  readonly days: (typeof PERIODS)[number];
  readonly by: UsageGrouping;
  readonly kind: UsageType | '';
}

/** Reads the address; what it does not say, or says wrongly, is the usual. */
export function viewOf(address: {
  readonly days?: string | undefined;
  readonly by?: string | undefined;
  readonly kind?: string | undefined;
}): UsageView {
  return {
    days: PERIODS.find((days) => String(days) === address.days) ?? 30,
    by: GROUPINGS.find((by) => by === address.by) ?? 'day',
    kind: KINDS.find((kind) => kind === address.kind) ?? '',
  };
}

/** The same as the API asks for it: whole days by the clock of UTC, today the last. */
export function filterOf({ days, kind }: UsageView, now: number): Record<string, string> {
  const from = new Date(now - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  return { from, ...(kind === '' ? {} : { type: kind }) };
}
