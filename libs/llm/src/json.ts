/** What an object of unknown making holds. */
export type Members = Readonly<Record<string, unknown>>;

const NOTHING: Members = {};

/** The members of an object; none of anything else. */
export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : NOTHING;
}

/** A text as it is; '' for anything else. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
