/** The seed of this run's random tests; `SEED=` repeats a run. It stands in the tests' names. */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
