import { Inject, Injectable } from '@nestjs/common';
import type { EntryView } from '@prome-dify/contracts';
import { userAccount } from '../../ledger';
import { Database, sql } from '../../platform/database';

/** An entry as it is stored: its time is in epoch milliseconds. */
export interface EntryRow extends Omit<EntryView, 'createdAt'> {
  readonly createdAt: number;
}

/** Reads the entries of one user's account. */
@Injectable()
export class EntryRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first; `before` is the version after which the page begins. */
  list(userId: string, limit: number, before?: number): Promise<EntryRow[]> {
    const account = userAccount(userId);
    const from = before === undefined ? sql`` : sql`AND owner_version < ${before}`;
    return this.database.read.rows(sql`
      SELECT id, owner_version AS version, kind, idem_key AS "idemKey",
        debit_account AS "debitAccount", credit_account AS "creditAccount",
        CASE WHEN credit_account = owner_account THEN amount ELSE -amount END AS amount,
        balance_after AS "balanceAfter", gift_after AS "giftAfter", prev_hash AS "previousHash", hash,
        created_at AS "createdAt"
      FROM transfer WHERE owner_account = ${account} ${from}
      ORDER BY owner_version DESC LIMIT ${limit}`);
  }
}
