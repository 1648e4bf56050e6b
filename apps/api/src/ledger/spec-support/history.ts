import fc from 'fast-check';
import type { Transaction } from '../../platform/database';
import type { Settlement } from '../ledger.types';
import { adjustment, buy, CHAT, holdOf } from './movements';
import type { OpenedLedger } from './open-ledger';

const KINDS = [
  ...(['grant', 'purchase', 'spend', 'hold', 'hold'] as const),
  ...(['settle', 'settle', 'void', 'correct'] as const),
];

/** For specs: one thing that happens to the ledger. */
export interface Step {
  readonly kind: (typeof KINDS)[number];
  /** Which of the users; a settle or void is for the user of its hold. */
  readonly user: number;
  readonly amount: number;
  /** Which of the holds so far. */
  readonly nth: number;
}

/** What came of a step; a settlement with its numbers. */
export type Outcome = { readonly outcome: 'done' | 'refused' } & Partial<Settlement>;

/** A place for a hold, taken when it is asked for and filled when it is open. */
export interface HoldPlace {
  readonly userId: string;
  id?: string;
}

export const step = (users: number): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom(...KINDS),
    user: fc.nat(users - 1),
    amount: fc.integer({ min: 1, max: 40 }),
    nth: fc.nat(20),
  });

/** Steps that are taken at the same time. */
export const burst = (users: number): fc.Arbitrary<Step[]> =>
  fc.array(step(users), { minLength: 1, maxLength: 12 });

/** Takes a step; it is decided at once which hold it is about. */
export async function carryOut(
  { database, ledger, postings, holds, corrections }: OpenedLedger,
  users: readonly string[],
  places: HoldPlace[],
  { kind, user, amount, nth }: Step,
): Promise<Outcome> {
  const userId = users[user] ?? '';
  const place = places[nth % places.length] ?? { userId };
  const attempt = (work: (tx: Transaction) => Promise<unknown>) => told(database.run(work));
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
      const id = await database.run((tx) => holds.open(tx, holdOf(userId, amount)));
      if (id) taken.id = id;
      return { outcome: id ? 'done' : 'refused' };
    }
    case 'void': {
      const { id = '' } = place;
      const ended = await database.run((tx) => holds.void(tx, place.userId, id));
      return { outcome: ended ? 'done' : 'refused' };
    }
    case 'correct': {
      const { id = '' } = place;
      const corrected = await database.run((tx) =>
        corrections.creditBack(tx, place.userId, id, amount, { type: 'adjustment' }),
      );
      return { outcome: corrected ? 'done' : 'refused' };
    }
    case 'settle': {
      const { id = '' } = place;
      const settled = await database.run((tx) => holds.settle(tx, place.userId, id, amount, CHAT));
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
