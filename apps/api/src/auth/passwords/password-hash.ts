/** Cost of a new hash (argon2id, memory in KiB): the least that OWASP recommends. */
export const HASH_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const FORM =
  /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=(\d{1,9})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/;
const MEMORY_MAX = 131_072;
const TIME_MAX = 10;
const PARALLELISM_MAX = 4;

const { memoryCost, timeCost, parallelism } = HASH_COST;

/** A hash of no password, as costly to check as a real one: for accounts that do not exist. */
export const DECOY_HASH = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/**
 * What a stored hash is good for: `current`, `outdated` (still right, but to be made anew) or
 * `unusable`: not ours, or made to exhaust the memory of who checks it.
 */
export function hashState(stored: string): 'current' | 'outdated' | 'unusable' {
  const [, m, t, p] = (FORM.exec(stored) ?? []).map(Number);
  if (m === undefined || t === undefined || p === undefined) return 'unusable';
  if (m > MEMORY_MAX || t > TIME_MAX || p > PARALLELISM_MAX) return 'unusable';
  return m === memoryCost && t === timeCost && p === parallelism ? 'current' : 'outdated';
}
