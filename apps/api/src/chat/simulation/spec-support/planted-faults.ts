import type { UsageDetails } from '../../../ledger';
import { Budgets, Corrections, Holds } from '../../../ledger';
import type { Budget, Settlement as Settled } from '../../../ledger';
import type { Transaction } from '../../../platform/database';
import { sql } from '../../../platform/database';
import { ChatRepository } from '../../chat.repository';
import type { Ending } from '../../generation/ending';
import { LateFigures } from '../../generation/late-figures';
import { Settlement } from '../../generation/settlement';
import type { Orphan } from '../../generation/sweeper.repository';
import { SweeperRepository } from '../../generation/sweeper.repository';
import { Places } from '../../turn/places';
import type { Parts } from './server-process';
import { PARTS } from './server-process';

/** Settles whatever the state of the hold is. */
class SettlesAgain extends Holds {
  override async settle(
    tx: Transaction,
    userId: string,
    holdId: string,
    used: number,
    usage: UsageDetails,
  ): Promise<Settled | undefined> {
    await reopen(tx, holdId);
    return super.settle(tx, userId, holdId, used, usage);
  }
}

/** Sets free whatever the state of the hold is. */
class ReleasesAgain extends Holds {
  override async void(tx: Transaction, userId: string, holdId: string): Promise<boolean> {
    await reopen(tx, holdId);
    return super.void(tx, userId, holdId);
  }
}

async function reopen(tx: Transaction, holdId: string): Promise<void> {
  await tx.execute(sql`
    UPDATE hold SET status = 'pending', resolved_at = NULL, settled = NULL
    WHERE id = ${holdId}`);
}

/** Does not mind whose work it still is. */
class RenewsForEver extends Holds {
  override async extend(
    tx: Transaction,
    ids: readonly string[],
    leaseMs: number,
  ): Promise<string[]> {
    const renewed = [];
    for (const id of ids) {
      await tx.execute(sql`UPDATE hold SET lease_until = lease_until + ${leaseMs},
        status = 'pending', resolved_at = NULL, settled = NULL WHERE id = ${id}`);
      renewed.push(id);
    }
    return renewed;
  }
}

/** Takes what others are working on for abandoned. */
class SweepsTheLiving extends SweeperRepository {
  override orphans(): Promise<string[]> {
    return super.orphans(true);
  }

  override lock(tx: Transaction, holdId: string): Promise<Orphan | undefined> {
    return super.lock(tx, holdId, true);
  }
}

/** Decides by the balance that it saw the time before. */
class RemembersBudgets extends Budgets {
  private readonly seen = new Map<string, Budget>();

  override async lock(tx: Transaction, userId: string): Promise<Budget> {
    const now = await super.lock(tx, userId);
    const before = this.seen.get(userId) ?? now;
    this.seen.set(userId, now);
    return before;
  }
}

/** Forgets that limits are for all answers of a day, also for those under way. */
class ForgetsHeld extends Budgets {
  override async lock(tx: Transaction, userId: string): Promise<Budget> {
    const budget = await super.lock(tx, userId);
    return { ...budget, most: budget.available };
  }
}

/** Writes the text of a checkpoint into answers that have ended. */
class SavesTooLate extends ChatRepository {
  override async checkpoint(
    tx: Transaction,
    messageId: string,
    after: number,
    text: string,
  ): Promise<void> {
    await tx.execute(sql`
      UPDATE message SET content = SUBSTR(content, 1, ${after}) || ${text} WHERE id = ${messageId}`);
  }
}

/** Writes the text of a repeated checkpoint twice. */
class SavesTwice extends ChatRepository {
  override async checkpoint(
    tx: Transaction,
    messageId: string,
    _after: number,
    text: string,
  ): Promise<void> {
    await tx.execute(sql`
      UPDATE message SET content = content || ${text}
      WHERE id = ${messageId} AND status = 'streaming'`);
  }
}

/** Looks only for what runs in the conversation, not for what the same request began. */
class ForgetsKeys extends ChatRepository {
  override async inTheWay(
    tx: Transaction,
    turn: Parameters<ChatRepository['inTheWay']>[1],
  ): ReturnType<ChatRepository['inTheWay']> {
    const found = await super.inTheWay(tx, turn);
    return found?.isSame ? undefined : found;
  }
}

/** Ends the message and leaves the generation running. */
class EndsHalf extends ChatRepository {
  override async finish(tx: Transaction, ending: Ending): Promise<void> {
    await super.finish(tx, ending);
    if (ending.status !== 'failed') return;
    await tx.execute(sql`
      UPDATE generation SET status = 'running', finished_at = NULL, outcome = NULL,
        running_key = conversation_id WHERE id = ${ending.generationId}`);
  }
}

/** Says that it is done, whether or not. */
class SaysItIsDone extends Settlement {
  override settle(ending: Ending): ReturnType<Settlement['settle']> {
    return super.settle(ending).catch(() => ({ uncollected: 0 }));
  }
}

/** Charges interrupted answers for all that was held. */
class ChargesAll extends Settlement {
  override settle(ending: Ending): ReturnType<Settlement['settle']> {
    const { billable, status } = ending;
    if (status !== 'interrupted') return super.settle(ending);
    const usage = { ...billable.usage, output: 1_000_000 };
    return super.settle({ ...ending, billable: { ...billable, usage } });
  }
}

/** Takes every late figure for nothing. */
class GivesAllBack extends Corrections {
  override creditBack(
    tx: Transaction,
    userId: string,
    holdId: string,
    _used: number,
    usage: UsageDetails,
  ): ReturnType<Corrections['creditBack']> {
    return super.creditBack(tx, userId, holdId, 0, usage);
  }
}

/** Believes that text cost nothing. */
class Believes extends LateFigures {
  override apply(...[turn, , usage]: Parameters<LateFigures['apply']>): Promise<void> {
    return super.apply(turn, '', usage);
  }
}

/** Asks once more what is to be answered anew. */
class AsksAgain extends Places {
  override async of(...request: Parameters<Places['of']>): ReturnType<Places['of']> {
    const { questionId: _, ...place } = await super.of(...request);
    return place;
  }
}

/** Goes on with what is shown, whatever was edited. */
class GoesOn extends Places {
  override of(...[userId, request]: Parameters<Places['of']>): ReturnType<Places['of']> {
    const { parentId: _, ...goesOn } = request;
    return super.of(userId, goesOn);
  }
}

const faulty = (parts: Partial<Parts>): Parts => ({ ...PARTS, ...parts });

/** Products with one fault each, which the simulation must find. */
export const PLANTED: readonly (readonly [fault: string, parts: Parts])[] = [
  ['a hold that is settled again', faulty({ Holds: SettlesAgain })],
  ['a hold that is set free again', faulty({ Holds: ReleasesAgain })],
  ['a lease that brings ended holds back', faulty({ Holds: RenewsForEver })],
  ['a sweeper that takes the living for dead', faulty({ SweeperRepository: SweepsTheLiving })],
  ['an admission by an old balance', faulty({ Budgets: RemembersBudgets })],
  ['an admission that knows no limits', faulty({ Budgets: ForgetsHeld })],
  ['a checkpoint after the end', faulty({ ChatRepository: SavesTooLate })],
  ['a checkpoint that is saved twice', faulty({ ChatRepository: SavesTwice })],
  ['a key that is not looked up', faulty({ ChatRepository: ForgetsKeys })],
  ['an answer that ends by half', faulty({ ChatRepository: EndsHalf })],
  ['an end that is told before it is stored', faulty({ Settlement: SaysItIsDone })],
  ['a charge of all that was held', faulty({ Settlement: ChargesAll })],
  ['a correction that gives all back', faulty({ Corrections: GivesAllBack })],
  ['another answer to another question', faulty({ Places: AsksAgain })],
  ['an edit at the wrong place', faulty({ Places: GoesOn })],
  ['late figures that are believed blindly', faulty({ LateFigures: Believes })],
];
