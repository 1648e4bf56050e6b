import type { Engine } from '@prome-dify/testing/databases';
import { uuidv7 } from 'uuidv7';
import type { Sql, Transaction } from '../../platform/database';
import { sql } from '../../platform/database';
import { debtAccount, userAccount } from '../accounts';
import type { AuditReport } from '../audit/audit';
import { audit } from '../audit/audit';
import type { Movement } from '../ledger.types';
import { adjustment, buy, CHAT, holdOf } from './movements';
import type { OpenedLedger } from './open-ledger';
import { openLedger } from './open-ledger';

/** For specs: the ids of what is in the books before anybody tampers with them. */
export interface Subjects {
  readonly userId: string;
  readonly account: string;
  readonly debt: string;
  readonly order: string;
  readonly generation: string;
  readonly pendingHold: string;
  readonly settledHold: string;
  /** The user's transfers, the last of them without a hold or an order. */
  readonly grant: string;
  readonly usage: string;
  readonly purchase: string;
  readonly last: string;
  readonly correction: string;
}

/** For specs: one user's books with a row of every kind, which can be spoiled and are then as before. */
export class TamperedBooks {
  private constructor(
    private readonly books: OpenedLedger,
    readonly subjects: Subjects,
  ) {}

  static async open(engine: Engine): Promise<TamperedBooks> {
    const books = await openLedger(engine);
    // Someone before and someone after, whom no finding may be about.
    await books.newUser(10);
    const subjects = await write(books);
    await books.newUser(10);
    return new TamperedBooks(books, subjects);
  }

  /** What an audit finds in books that are as they should be. */
  async findings(): Promise<readonly string[]> {
    return named(await this.books.audit());
  }

  /**
   * What an audit finds after `tamper`, as somebody with the keys to the database would do it: with
   * triggers, checks and references out of the way. Everything is undone afterwards.
   */
  async findingsAfter(
    tamper: (tx: Transaction, subjects: Subjects) => Promise<unknown>,
  ): Promise<readonly string[]> {
    let found: readonly string[] = [];
    const undone = this.books.database.run(async (tx) => {
      for (const statement of DISARM[tx.dialect]) await tx.execute(statement);
      try {
        await tamper(tx, this.subjects);
        found = named(await audit(tx));
      } finally {
        for (const statement of REARM[tx.dialect]) await tx.execute(statement);
      }
      throw new Undone();
    });
    await expect(undone).rejects.toThrow(Undone);
    return found;
  }

  /** Moves five tokens to the user by the ledger's own rules. */
  post(tx: Transaction, change: Partial<Movement>): Promise<unknown> {
    return this.books.postings.post(tx, adjustment(this.subjects.userId, 5, change));
  }

  close(): Promise<void> {
    return this.books.close();
  }
}

/** What an answer for 40 tokens says of its price. */
const RECEIPT = {
  ...CHAT,
  promptTokens: 12,
  cachedTokens: 4,
  completionTokens: 15,
  inputRateMilli: 2000,
  cachedRateMilli: 500,
  outputRateMilli: 1450,
};

class Undone extends Error {}

type Dialect = Transaction['dialect'];

const named = ({ findings }: AuditReport): readonly string[] =>
  findings.map(({ invariant, subject }) => `${invariant} ${subject}`);

const DISARM: Readonly<Record<Dialect, readonly Sql[]>> = {
  sqlite: [
    sql`DROP TRIGGER transfer_no_update`,
    sql`DROP TRIGGER transfer_no_delete`,
    sql`DROP TRIGGER usage_event_no_update`,
    sql`DROP TRIGGER usage_event_no_delete`,
    sql`PRAGMA ignore_check_constraints = ON`,
    sql`PRAGMA defer_foreign_keys = ON`,
  ],
  postgres: [
    sql`DROP TRIGGER transfer_no_change ON transfer`,
    sql`DROP TRIGGER usage_event_no_change ON usage_event`,
    sql`ALTER TABLE account DROP CONSTRAINT account_user_not_negative`,
    sql`ALTER TABLE account DROP CONSTRAINT account_debt_not_positive`,
    sql`ALTER TABLE account DROP CONSTRAINT account_with_gift`,
    sql`ALTER TABLE transfer DROP CONSTRAINT transfer_corrects_check`,
    sql`ALTER TABLE transfer DROP CONSTRAINT transfer_owner_side`,
    sql`ALTER TABLE transfer DROP CONSTRAINT transfer_owner_account_fkey`,
    sql`ALTER TABLE usage_event DROP CONSTRAINT usage_event_id_fkey`,
  ],
};

const REARM: typeof DISARM = {
  sqlite: [sql`PRAGMA ignore_check_constraints = OFF`],
  postgres: [],
};

/** One of everything: a grant, a pending and a settled hold, a running answer, a paid order. */
async function write(books: OpenedLedger): Promise<Subjects> {
  const { database, holds, postings, corrections } = books;
  const userId = await books.newUser(1000);
  return database.run(async (tx) => {
    const settledHold = (await holds.open(tx, holdOf(userId, 50))) ?? '';
    await holds.settle(tx, userId, settledHold, 40, RECEIPT);
    await corrections.creditBack(tx, userId, settledHold, 35, { type: 'adjustment' });
    const { transferId: purchase, orderId: order } = await buy(tx, postings, userId, 500);
    const { transferId: last } = await postings.post(tx, adjustment(userId, 5));
    const pendingHold = (await holds.open(tx, holdOf(userId, 60))) ?? '';
    const generation = await startAnswer(tx, userId, pendingHold);
    const account = userAccount(userId);
    const [grant, usage, correction] = await tx.rows<{ id: string }>(
      sql`SELECT id FROM transfer WHERE owner_account = ${account} ORDER BY owner_version`,
    );
    return {
      userId,
      account,
      debt: debtAccount(userId),
      order,
      generation,
      pendingHold,
      settledHold,
      grant: grant?.id ?? '',
      usage: usage?.id ?? '',
      correction: correction?.id ?? '',
      purchase,
      last,
    };
  });
}

async function startAnswer(tx: Transaction, userId: string, holdId: string): Promise<string> {
  const [id, conversation] = [uuidv7(), uuidv7()];
  await tx.execute(sql`
    INSERT INTO generation (id, hold_id, user_id, conversation_id, user_message_id,
      assistant_message_id, status, running_key, request_key, request_hash, model,
      input_rate_milli, cached_rate_milli, output_rate_milli, max_output_tokens, prompt_tokens,
      created_at)
    VALUES (${id}, ${holdId}, ${userId}, ${conversation}, ${uuidv7()}, ${uuidv7()}, 'running',
      ${conversation}, ${id}, 'x', 'demo', 1000, 1000, 1000, 50, 10, ${Date.now()})`);
  return id;
}
