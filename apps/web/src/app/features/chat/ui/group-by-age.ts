/** Rows of one stretch of time, newest first. */
export interface AgeGroup<T> {
  readonly label: string;
  readonly rows: readonly T[];
}

const DAY_MS = 86_400_000;

const AGES = [
  { label: 'Today', days: 0 },
  { label: 'Yesterday', days: 1 },
  { label: 'Previous 7 days', days: 7 },
  { label: 'Previous 30 days', days: 30 },
  { label: 'Older', days: Number.POSITIVE_INFINITY },
] as const;

/** Groups rows by the calendar day of `updatedAt` in this person's time zone, in the order given. */
export function groupByAge<T extends { readonly updatedAt: string }>(
  rows: readonly T[],
  now: Date,
): readonly AgeGroup<T>[] {
  const labelled = rows.map((row) => ({ row, label: labelOf(new Date(row.updatedAt), now) }));
  return AGES.map(({ label }) => ({
    label,
    rows: labelled.filter((item) => item.label === label).map(({ row }) => row),
  })).filter((group) => group.rows.length > 0);
}

function labelOf(then: Date, now: Date): string {
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  return AGES.find((age) => days <= age.days)?.label ?? 'Older';
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
