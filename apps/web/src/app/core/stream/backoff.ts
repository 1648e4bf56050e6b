/** Milliseconds to wait before try `attempt` (from 1): 0.5, 1, 2, 4, 8 s, each up to a fifth shorter. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const longest = Math.min(500 * 2 ** (attempt - 1), 8_000);
  return Math.round(longest * (1 - random() / 5));
}
