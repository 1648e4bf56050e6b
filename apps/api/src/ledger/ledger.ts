import type { OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { BalanceView } from '@prome-dify/contracts';
import type { Queries, Transaction } from '../platform/database';
import { Database, sql } from '../platform/database';
import { debtAccount, SYSTEM_ACCOUNTS, userAccount } from './accounts';
import type { Posting } from './ledger.types';
import { Postings } from './postings';

/** Accounts and balances. Every change of a balance is a posting; see `Postings` and `Holds`. */
@Injectable()
export class Ledger implements OnModuleInit {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly postings: Postings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.database.run(async (tx) => {
      for (const id of Object.values(SYSTEM_ACCOUNTS)) {
        await tx.execute(
          sql`INSERT INTO account (id, kind) VALUES (${id}, 'system') ON CONFLICT (id) DO NOTHING`,
        );
      }
    });
  }

  /** Opens a new user's two accounts, empty. */
  async openAccounts(tx: Transaction, userId: string): Promise<void> {
    await tx.execute(sql`
      INSERT INTO account (id, kind, user_id)
      VALUES (${userAccount(userId)}, 'user', ${userId}), (${debtAccount(userId)}, 'debt', ${userId})`);
  }

  /** Gives the sign-up tokens, once per user whatever happens. */
  grantSignup(tx: Transaction, userId: string, tokens: number): Promise<Posting> {
    return this.postings.post(tx, {
      userId,
      account: 'user',
      delta: tokens,
      counterparty: SYSTEM_ACCOUNTS.grants,
      kind: 'grant',
      idemKey: `signup:${userId}`,
      usage: { type: 'grant' },
    });
  }

  /** What a user has and owes, as committed. A user without an account has nothing. */
  async balance(userId: string, queries: Queries = this.database.read): Promise<BalanceView> {
    const row = await queries.row<BalanceView>(sql`
      SELECT posted AS balance, held, posted - held AS available, gift,
        (SELECT 0 - d.posted FROM account d WHERE d.id = ${debtAccount(userId)}) AS debt
      FROM account WHERE id = ${userAccount(userId)}`);
    return row ?? { balance: 0, held: 0, available: 0, gift: 0, debt: 0 };
  }
}
