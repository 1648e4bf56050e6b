import { ProblemError } from '../platform/http';

const DAY = /^20\d\d-\d\d-\d\d$/;
export const DAY_MS = 86_400_000;

/** How many days a summary covers unless told, and at the most. */
export const DAYS_DEFAULT = 30;
export const DAYS_MAX = 366;

/** Days as they are written, `2026-01-31`; both are among them. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Whether this is a day of the calendar, from the year 2000 to 2099. */
export function isDay(text: unknown): boolean {
  return typeof text === 'string' && DAY.test(text) && dayOf(Date.parse(text)) === text;
}

/** The day of an instant, UTC; of no instant it is no day. */
export function dayOf(instant: number): string {
  return Number.isNaN(instant) ? '' : new Date(instant).toISOString().slice(0, 10);
}

/**
 * The days of a summary: what is not asked for follows from what is.
 * @throws ProblemError `validation_failed` when they end before they begin, or are too many.
 */
export function summaryDays({ from, to }: Partial<Days>, now: number): Days {
  const today = Date.parse(dayOf(now));
  const length = (DAYS_DEFAULT - 1) * DAY_MS;
  const first = from === undefined ? undefined : Date.parse(from);
  const last = to === undefined ? Math.max(today, first ?? 0) : Date.parse(to);
  const days = { from: from ?? dayOf(last - length), to: dayOf(last) };
  refuseBackwards(days);
  if (last - Date.parse(days.from) >= DAYS_MAX * DAY_MS) {
    throw wrong('/from', `must be at most ${DAYS_MAX} days before the last day`);
  }
  return days;
}

/** @throws ProblemError `validation_failed` when the days end before they begin */
export function refuseBackwards({ from, to }: Partial<Days>): void {
  if (from !== undefined && to !== undefined && to < from) {
    throw wrong('/to', 'must not be before the first day');
  }
}

function wrong(pointer: string, message: string): ProblemError {
  return new ProblemError('validation_failed', { errors: [{ pointer, message }] });
}
