/** The first seed of a run; each further history has the next one. `SEED=` begins elsewhere. */
export const SEED = Number(process.env['SEED'] ?? 1);

/** How many histories a run plays; `HISTORIES=1` with the seed that failed plays that one again. */
export const HISTORIES = Number(process.env['HISTORIES'] ?? 2_000);
