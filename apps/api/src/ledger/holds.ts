import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../platform/database';
import { each, nowMs, sql } from '../platform/database';
import { SYSTEM_ACCOUNTS, userAccount } from './accounts';
import { BalanceEvents } from './balance-events';
import type { HoldRequest, Settlement, UsageDetails } from './ledger.types';
import { Postings } from './postings';
import { assertWholeTokens } from './whole-tokens';

interface ResolvedHold {
  readonly accountId: string;
  readonly amount: number;
  readonly settled: number | null;
}

/**
 * Tokens set aside before work begins. A hold is pending until it is settled or voided, once;
 * its lease says until when its owner is believed to be alive.
 */
@Injectable()
export class Holds {
  /** The name under which this process owns the holds that it opens. */
  readonly owner = uuidv7();

  constructor(
    private readonly postings: Postings,
    private readonly events: BalanceEvents,
  ) {}

  /** Sets tokens aside; `undefined` when fewer are available or the account is restricted. */
  async open(tx: Transaction, request: HoldRequest): Promise<string | undefined> {
    const { userId, amount, requestKey, leaseMs } = request;
    assertWholeTokens(amount);
    const account = await tx.row<{ id: string }>(sql`
      UPDATE account SET held = held + ${amount}
      WHERE id = ${userAccount(userId)} AND restricted = 0 AND posted - held >= ${amount}
      RETURNING id`);
    if (!account) return undefined;
    const id = uuidv7();
    const now = nowMs(tx.dialect);
    await tx.execute(sql`
      INSERT INTO hold (id, account_id, request_key, amount, status, owner, lease_until, created_at)
      VALUES (${id}, ${userAccount(userId)}, ${requestKey}, ${amount}, 'pending', ${this.owner},
        ${now} + ${leaseMs}, ${now})`);
    this.events.announce(tx, userId);
    return id;
  }

  /** How many holds of a user are pending: answers that are being generated. */
  async countPending(tx: Transaction, userId: string): Promise<number> {
    const row = await tx.row<{ count: number }>(sql`
      SELECT COUNT(*) AS count FROM hold
      WHERE account_id = ${userAccount(userId)} AND status = 'pending'`);
    return row?.count ?? 0;
  }

  /** Says that this process still works on these holds; answers the ids that are still its own. */
  async extend(tx: Transaction, ids: readonly string[], leaseMs: number): Promise<string[]> {
    if (ids.length === 0) return [];
    const rows = await tx.rows<{ id: string }>(sql`
      UPDATE hold SET lease_until = ${nowMs(tx.dialect)} + ${leaseMs}
      WHERE status = 'pending' AND owner = ${this.owner}
        AND id IN ${each(tx.dialect, ids)}
      RETURNING id`);
    return rows.map((row) => row.id);
  }

  /**
   * Ends a pending hold with a charge of `used` tokens, at most the held amount, and frees the
   * rest. `undefined` when somebody else ended it before: then nothing is changed.
   */
  async settle(
    tx: Transaction,
    userId: string,
    holdId: string,
    used: number,
    usage: UsageDetails,
  ): Promise<Settlement | undefined> {
    assertWholeTokens(used);
    const hold = await tx.row<ResolvedHold>(sql`
      UPDATE hold SET status = 'posted', resolved_at = ${nowMs(tx.dialect)},
        settled = CASE WHEN amount < ${used} THEN amount ELSE ${used} END
      WHERE id = ${holdId} AND account_id = ${userAccount(userId)} AND status = 'pending'
      RETURNING account_id AS "accountId", amount, settled`);
    if (!hold) return undefined;
    const charged = hold.settled ?? 0;
    const uncollected = used - charged;
    if (charged === 0) {
      return { charged, uncollected, balanceAfter: await this.release(tx, userId, hold.amount) };
    }
    const { balanceAfter } = await this.postings.post(tx, {
      userId,
      account: 'user',
      delta: -charged,
      counterparty: SYSTEM_ACCOUNTS.usage,
      kind: 'usage',
      idemKey: `settle:${holdId}`,
      holdId,
      release: hold.amount,
      usage,
    });
    return { charged, uncollected, balanceAfter };
  }

  /** Ends a pending hold without a charge; `false` when somebody else ended it before. */
  async void(tx: Transaction, userId: string, holdId: string): Promise<boolean> {
    const hold = await tx.row<ResolvedHold>(sql`
      UPDATE hold SET status = 'voided', resolved_at = ${nowMs(tx.dialect)}
      WHERE id = ${holdId} AND account_id = ${userAccount(userId)} AND status = 'pending'
      RETURNING account_id AS "accountId", amount, settled`);
    if (hold) await this.release(tx, userId, hold.amount);
    return hold !== undefined;
  }

  /** Forgets the words by which requests named these holds. */
  async forgetKeys(tx: Transaction, ids: readonly string[]): Promise<void> {
    await tx.execute(sql`UPDATE hold SET request_key = id WHERE id IN ${each(tx.dialect, ids)}`);
  }

  private async release(tx: Transaction, userId: string, amount: number): Promise<number> {
    const account = await tx.row<{ posted: number }>(sql`
      UPDATE account SET held = held - ${amount} WHERE id = ${userAccount(userId)}
      RETURNING posted`);
    if (!account) throw new Error('a hold without its account');
    this.events.announce(tx, userId);
    return account.posted;
  }
}
