const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 600_000;

/** A mail is tried so often: for about three quarters of an hour, which outlasts a restart of the server. */
export const ATTEMPTS_MAX = 10;

/** An attempt that has told nothing for so long is taken for dead. */
export const LEASE_MS = 60_000;

/** How long to wait after the failed `attempt` (1 is the first); `undefined` when it was the last. */
export function waitAfter(attempt: number): number | undefined {
  if (attempt >= ATTEMPTS_MAX) return undefined;
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}
