import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import { forUpdate, sql } from '../platform/database';
import { debtAccount, userAccount } from './accounts';
import type { Movement } from './ledger.types';
import { Postings } from './postings';

/** Somebody's two accounts while they are locked. */
export interface LockedAccounts {
  readonly balance: number;
  /** What can be taken back: the balance without what answers in progress have set aside. */
  readonly available: number;
  /** What is owed, as a number that is never below zero. */
  readonly owed: number;
}

/** Tokens that come to somebody who may owe some, or are taken back; `delta` is above zero. */
export type DebtMove = Omit<Movement, 'account' | 'release'>;

/** What people owe, and what follows from it: a debt is repaid before anything can be spent. */
@Injectable()
export class Debts {
  constructor(private readonly postings: Postings) {}

  /** Locks the balance first and the debt second, as everybody does who locks both. */
  async lock(tx: Transaction, userId: string): Promise<LockedAccounts> {
    const posted = (id: string) =>
      tx.row<{ posted: number; held: number }>(sql`
        SELECT posted, held FROM account WHERE id = ${id} ${forUpdate(tx.dialect)}`);
    const user = await posted(userAccount(userId));
    const debt = await posted(debtAccount(userId));
    if (!user || !debt) throw new Error('a movement of a user without accounts');
    return { balance: user.posted, available: user.posted - user.held, owed: -debt.posted };
  }

  /**
   * Credits tokens: what is owed is repaid first, the rest can be spent. Gifts among them are the
   * last that a debt takes. Answers the balance after it.
   */
  async credit(tx: Transaction, credit: DebtMove): Promise<number> {
    const { userId, delta, kind, idemKey, giftBack = 0 } = credit;
    const { owed, balance } = await this.lock(tx, userId);
    const repaid = Math.min(owed, delta);
    const rest = delta - repaid;
    if (repaid > 0) {
      // A correction stays one, for it names the charge that it lowers.
      await this.postings.post(tx, {
        ...credit,
        account: 'debt',
        delta: repaid,
        kind: kind === 'correction' ? kind : 'debt_repaid',
        idemKey: `${idemKey}:debt`,
      });
    }
    if (rest > 0) {
      const movement = { ...credit, delta: rest, giftBack: Math.min(giftBack, rest) };
      await this.postings.post(tx, { ...movement, account: 'user' });
    }
    if (owed > 0 && repaid === owed) await this.restrict(tx, userId, false);
    return balance + rest;
  }

  /** Takes tokens back: what was spent already is owed, and nothing can be spent meanwhile. */
  async takeBack(tx: Transaction, move: DebtMove): Promise<void> {
    const { available } = await this.lock(tx, move.userId);
    const taken = Math.min(available, move.delta);
    const short = move.delta - taken;
    if (taken > 0) await this.postings.post(tx, { ...move, account: 'user', delta: -taken });
    if (short === 0) return;
    const idemKey = `${move.idemKey}:debt`;
    await this.postings.post(tx, { ...move, account: 'debt', delta: -short, idemKey });
    await this.restrict(tx, move.userId, true);
  }

  private async restrict(tx: Transaction, userId: string, restricted: boolean): Promise<void> {
    await tx.execute(
      sql`UPDATE account SET restricted = ${restricted} WHERE id = ${userAccount(userId)}`,
    );
  }
}
