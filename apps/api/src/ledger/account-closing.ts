import { Injectable } from '@nestjs/common';
import type { Transaction } from '../platform/database';
import { sql } from '../platform/database';
import { SYSTEM_ACCOUNTS, userAccount } from './accounts';
import { Debts } from './debts';
import { Postings } from './postings';

/** Ends what somebody can spend when they go; their entries stay, as the books need them. */
@Injectable()
export class AccountClosing {
  constructor(
    private readonly debts: Debts,
    private readonly postings: Postings,
  ) {}

  /**
   * Forfeits the balance, whose account stays locked until the transaction ends: no answer can begin
   * meanwhile, and none afterwards. Answers how many tokens that were; `undefined`, and nothing
   * changed, while any are held.
   */
  async close(tx: Transaction, userId: string): Promise<number | undefined> {
    const { balance, available } = await this.debts.lock(tx, userId);
    if (available !== balance) return undefined;
    await tx.execute(sql`
      UPDATE account SET answer_limit = NULL, daily_limit = NULL
      WHERE id = ${userAccount(userId)}`);
    if (balance === 0) return 0;
    await this.postings.post(tx, {
      userId,
      account: 'user',
      delta: -balance,
      counterparty: SYSTEM_ACCOUNTS.adjustments,
      kind: 'adjust',
      idemKey: `close:${userId}`,
      usage: { type: 'adjustment' },
    });
    return balance;
  }
}
