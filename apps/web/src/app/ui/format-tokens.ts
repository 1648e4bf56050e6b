const GROUPED = new Intl.NumberFormat('en-US');

/** A token count for prose and tables: "1,000 tokens", "1 token". */
export function formatTokens(count: number): string {
  return `${GROUPED.format(count)} ${Math.abs(count) === 1 ? 'token' : 'tokens'}`;
}

/** The same without the unit: "1,000". */
export function formatCount(count: number): string {
  return GROUPED.format(count);
}
