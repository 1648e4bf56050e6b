import fc from 'fast-check';

/** The seed of this run's random tests; `SEED=` repeats a run. It stands in the tests' names. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Well below the minute that a test may take. */
const TIME_LIMIT_MS = 45_000;

/**
 * How a random property is tried: with the seed of this run and so many values. While a failure is
 * made smaller the time may end; then the smallest found so far is told, not that time is over.
 */
export function tries(numRuns?: number) {
  const plugins = [fc.interruptAfterTimeLimit(TIME_LIMIT_MS, { failOnInterrupt: true })];
  return { seed: SEED, numRuns, plugins };
}
