import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import type { Transaction } from '../../platform/database';
import type { Settlement } from '../ledger.types';
import { adjustment, buy, CHAT, holdOf } from './movements';
import type { OpenedLedger } from './open-ledger';

const KINDS = [
  ...(['grant', 'purchase', 'spend', 'hold', 'hold'] as const),
  ...(['settle', 'settle', 'void', 'correct'] as const),
];

/** An hour: however slowly a machine plays a history, no hold of it outlives its lease. */
const LEASE_MS = 3_600_000;

/** How much later than the first of a burst, in milliseconds, the last of it may begin. */
const LATE_MAX = 4;

/** For specs: one thing that happens to the ledger. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  /** Which of the users; a settle or void is for the user of its hold. */
  readonly user: number;
  readonly amount: number;
  /** Which of the holds so far. */
  readonly nth: number;
  /** How many milliseconds it waits before its transaction begins. */
  readonly late: number;
}

/** What came of a step; a settlement with its numbers. */
export type Outcome = { readonly outcome: 'done' | 'refused' } & Partial<Settlement>;

/** A place for a hold, taken when it is asked for and filled when it is open. */
export interface HoldPlace {
  readonly userId: string;
  id?: string;
}

export const step = (users: number, lateMax = 0): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom(...KINDS),
    user: fc.nat(users - 1),
    amount: fc.integer({ min: 1, max: 40 }),
    nth: fc.nat(20),
    late: fc.nat(lateMax),
  });

/** Steps that are taken at about the same time, in any order. */
export const burst = (users: number): fc.Arbitrary<Step[]> =>
  fc.array(step(users, LATE_MAX), { minLength: 1, maxLength: 12 });

/** Takes a step; it is decided at once which hold it is about. */
export async function carryOut(
  { database, ledger, postings, holds, corrections }: OpenedLedger,
  users: readonly string[],
  places: HoldPlace[],
  { kind, user, amount, nth, late }: Step,
): Promise<Outcome> {
  const userId = users[user] ?? '';
  const place = places[nth % places.length] ?? { userId };
  const run = async <T>(work: (tx: Transaction) => Promise<T>) => {
    if (late > 0) await wait(late);
    return database.run(work);
  };
  const attempt = (work: (tx: Transaction) => Promise<unknown>) => told(run(work));
  switch (kind) {
    case 'grant':
      return attempt((tx) => ledger.grantSignup(tx, userId, amount));
    case 'purchase':
      return attempt((tx) => buy(tx, postings, userId, amount));
    case 'spend':
      return attempt((tx) => postings.post(tx, adjustment(userId, -amount)));
    case 'hold': {
      const taken: HoldPlace = { userId };
      places.push(taken);
      const id = await run((tx) => holds.open(tx, holdOf(userId, amount, { leaseMs: LEASE_MS })));
      if (id) taken.id = id;
      return { outcome: id ? 'done' : 'refused' };
    }
    case 'void': {
      const { id = '' } = place;
      const ended = await run((tx) => holds.void(tx, place.userId, id));
      return { outcome: ended ? 'done' : 'refused' };
    }
    case 'correct': {
      const { id = '' } = place;
      const corrected = await run((tx) =>
        corrections.creditBack(tx, place.userId, id, amount, { type: 'adjustment' }),
      );
      return { outcome: corrected ? 'done' : 'refused' };
    }
    case 'settle': {
      const { id = '' } = place;
      const settled = await run((tx) => holds.settle(tx, place.userId, id, amount, CHAT));
      return settled ? { outcome: 'done', ...settled } : { outcome: 'refused' };
    }
  }
}

/** Only what the ledger refuses by its rules is an outcome; anything else is an error. */
async function told(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return { outcome: 'done' };
  } catch (error) {
    if (/cannot bear|unique/i.test(String(error))) return { outcome: 'refused' };
    throw error;
  }
}
