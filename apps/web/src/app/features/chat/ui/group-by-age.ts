/** Rows of one stretch of time, newest first. */
export interface AgeGroup<T> {
  readonly label: string;
  readonly rows: readonly T[];
}

const DAY_MS = 86_400_000;

const OLDER = { label: () => $localize`:@@age.older:Older`, days: Number.POSITIVE_INFINITY };

const AGES = [
  { label: () => $localize`:@@age.today:Today`, days: 0 },
  { label: () => $localize`:@@age.yesterday:Yesterday`, days: 1 },
  { label: () => $localize`:@@age.7-days:Previous 7 days`, days: 7 },
  { label: () => $localize`:@@age.30-days:Previous 30 days`, days: 30 },
  OLDER,
] as const;

/** Groups rows by the calendar day of `updatedAt` in this person's time zone, in the order given. */
export function groupByAge<T extends { readonly updatedAt: string }>(
  rows: readonly T[],
  now: Date,
): readonly AgeGroup<T>[] {
  const dated = rows.map((row) => ({ row, age: ageOf(new Date(row.updatedAt), now) }));
  return AGES.map((age) => ({
    label: age.label(),
    rows: dated.filter((item) => item.age === age).map(({ row }) => row),
  })).filter((group) => group.rows.length > 0);
}

function ageOf(then: Date, now: Date): (typeof AGES)[number] {
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  return AGES.find((age) => days <= age.days) ?? OLDER;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
