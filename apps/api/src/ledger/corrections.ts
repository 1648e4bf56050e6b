import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import { forUpdate, sql } from '../platform/database';
import { SYSTEM_ACCOUNTS, userAccount } from './accounts';
import { Debts } from './debts';
import { giftBackOf } from './gifts';
import type { Correction, UsageDetails } from './ledger.types';
import { assertWholeTokens } from './whole-tokens';

/** A charge as it stands: what was taken, how much of it was gifts, what came back since. */
interface Charge {
  readonly id: string;
  readonly amount: number;
  readonly gift: number;
  readonly creditedBack: number;
}

/** Gives back what an answer was charged too much, when better figures come after its settlement. */
@Injectable()
export class Corrections {
  constructor(private readonly debts: Debts) {}

  /**
   * Lowers the charge of a settled hold to `used` whole tokens. `undefined`, and nothing changed,
   * when it was charged no more than that: a charge is never raised. Who owes something repays it
   * with what comes back.
   */
  async creditBack(
    tx: Transaction,
    userId: string,
    holdId: string,
    used: number,
    usage: UsageDetails,
  ): Promise<Correction | undefined> {
    assertWholeTokens(used);
    const charge = await this.lock(tx, userId, holdId);
    if (!charge || used < 0) return undefined;
    const { id, amount, gift, creditedBack } = charge;
    const total = amount - used;
    const delta = total - creditedBack;
    if (delta <= 0) return undefined;
    const balanceAfter = await this.debts.credit(tx, {
      userId,
      delta,
      counterparty: SYSTEM_ACCOUNTS.usage,
      kind: 'correction',
      idemKey: `correct:${holdId}:${used}`,
      corrects: id,
      giftBack: giftBackOf(amount, gift, total) - giftBackOf(amount, gift, creditedBack),
      usage,
    });
    return { creditedBack: delta, balanceAfter };
  }

  /** Locks the account first, so that two corrections of one charge see each other. */
  private async lock(tx: Transaction, userId: string, holdId: string): Promise<Charge | undefined> {
    const account = userAccount(userId);
    await tx.row(sql`SELECT id FROM account WHERE id = ${account} ${forUpdate(tx.dialect)}`);
    return tx.row<Charge>(sql`
      SELECT t.id, t.amount, COALESCE(before.gift_after, 0) - t.gift_after AS gift,
        (SELECT CAST(COALESCE(SUM(c.amount), 0) AS BIGINT) FROM transfer c
          WHERE c.corrects = t.id) AS "creditedBack"
      FROM transfer t
      LEFT JOIN transfer before ON before.owner_account = t.owner_account
        AND before.owner_version = t.owner_version - 1
      WHERE t.hold_id = ${holdId} AND t.owner_account = ${account} AND t.kind = 'usage'`);
  }
}
