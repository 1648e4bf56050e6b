const DATE_TIME = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short' });

/** An ISO 8601 instant in this person's time zone: "Jan 1, 2024, 1:00 PM". */
export function formatTime(iso: string): string {
  return DATE_TIME.format(new Date(iso));
}
