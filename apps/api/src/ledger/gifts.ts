import type { Sql } from '../platform/database';
import { sql } from '../platform/database';
import type { Movement } from './ledger.types';

/** What decides how many of the moved tokens are gifts. */
export type GiftMove = Pick<Movement, 'account' | 'kind' | 'delta' | 'giftBack'>;

interface Account {
  readonly posted: number;
  readonly gift: number;
}

/**
 * The gift tokens in an account after a movement. What is given is a gift, what is paid for is not;
 * answers spend gifts first, a refund takes bought tokens first, and a correction gives back what it
 * says. The database does the same by {@link giftAfterSql}, and the audit compares.
 */
export function giftAfter({ posted, gift }: Account, move: GiftMove): number {
  switch (flowOf(move)) {
    case 'none':
      return gift;
    case 'given':
      return gift + move.delta;
    case 'spent':
      return Math.max(gift + move.delta, 0);
    case 'taken':
      return Math.min(gift, posted + move.delta);
    case 'corrected':
      return gift + (move.giftBack ?? 0);
  }
}

/** {@link giftAfter} as the new value of the column, over the row before the movement. */
export function giftAfterSql(move: GiftMove): Sql {
  switch (flowOf(move)) {
    case 'none':
      return sql`gift`;
    case 'given':
      return sql`gift + ${move.delta}`;
    case 'spent':
      return sql`CASE WHEN gift > ${-move.delta} THEN gift - ${-move.delta} ELSE 0 END`;
    case 'taken':
      return sql`CASE WHEN gift < posted + ${move.delta} THEN gift ELSE posted + ${move.delta} END`;
    case 'corrected':
      return sql`gift + ${move.giftBack ?? 0}`;
  }
}

/**
 * How much of what a correction gives back is gifts, in all: an answer spent its gifts first, so
 * its bought tokens come back first. `giftSpent` is the part of the charge that was gifts.
 */
export function giftBackOf(charge: number, giftSpent: number, creditedBack: number): number {
  return Math.max(0, creditedBack - (charge - giftSpent));
}

type Flow = 'none' | 'given' | 'spent' | 'taken' | 'corrected';

/** Debt is kept beside the balance and knows no gifts. */
function flowOf({ account, kind, delta }: GiftMove): Flow {
  if (account === 'debt') return 'none';
  switch (kind) {
    case 'grant':
      return 'given';
    case 'usage':
      return 'spent';
    case 'clawback':
      return 'taken';
    case 'correction':
      return 'corrected';
    case 'adjust':
      return delta > 0 ? 'given' : 'spent';
    default:
      return 'none';
  }
}
