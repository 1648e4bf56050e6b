import { perLocale } from './locale';

const dateTime = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
);

/** An ISO 8601 instant in this person's time zone: "Jan 1, 2024, 1:00 PM". */
export function formatTime(iso: string): string {
  return dateTime().format(new Date(iso));
}

const day = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long' }));

/** The day of an ISO 8601 instant in this person's time zone: "January 1, 2024". */
export function formatDay(iso: string): string {
  return day().format(new Date(iso));
}
