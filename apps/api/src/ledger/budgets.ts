import { Inject, Injectable } from '@nestjs/common';
import type { LengthBound, SpendingLimits, SpendingLimitsAnswer } from '@prome-dify/contracts';
import type { Queries, Transaction } from '../platform/database';
import { Database, forUpdate, sql } from '../platform/database';
import { userAccount } from './accounts';

/** What one more answer of a user may cost. */
export interface Budget {
  /** Settled tokens. */
  readonly balance: number;
  /** Tokens that are not held; 0 while nothing may be spent. */
  readonly available: number;
  /** The most that the answer may cost: all that is available, or less by the user's own limits. */
  readonly most: number;
  /** What `most` comes from. */
  readonly boundBy: Exclude<LengthBound, 'model'>;
}

interface BudgetRow {
  readonly posted: number;
  readonly held: number;
  readonly restricted: number;
  readonly perAnswer: number | null;
  readonly perDay: number | null;
}

const DAY_MS = 86_400_000;

/** What users may spend: the balance, and the limits that they set themselves. */
@Injectable()
export class Budgets {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The budget of a user, whose account stays locked until the transaction ends. */
  lock(tx: Transaction, userId: string): Promise<Budget> {
    return this.budget(tx, userId, forUpdate(tx.dialect));
  }

  /** The budget of a user as it is now. */
  of(userId: string): Promise<Budget> {
    return this.budget(this.database.read, userId, sql``);
  }

  /** A user's own limits, and how much of today's is spent. Days are those of UTC. */
  async limits(userId: string): Promise<SpendingLimitsAnswer> {
    const { read } = this.database;
    const row = await this.read(read, userId, sql``);
    return {
      limits: { perAnswer: row?.perAnswer ?? null, perDay: row?.perDay ?? null },
      spentToday: await spentToday(read, userId),
      dayEndsAt: new Date(today() + DAY_MS).toISOString(),
    };
  }

  /** Sets both limits; `null` is none. Answers that are being written are not touched. */
  async setLimits(userId: string, { perAnswer, perDay }: SpendingLimits): Promise<void> {
    await this.database.run((tx) =>
      tx.execute(sql`
        UPDATE account SET answer_limit = ${perAnswer}, daily_limit = ${perDay}
        WHERE id = ${userAccount(userId)}`),
    );
  }

  private async budget(queries: Queries, userId: string, lock: ReturnType<typeof forUpdate>) {
    const row = await this.read(queries, userId, lock);
    if (!row) return { balance: 0, available: 0, most: 0, boundBy: 'balance' } as const;
    const { posted, held, restricted, perAnswer, perDay } = row;
    const available = restricted === 0 ? posted - held : 0;
    // What is held may all be spent, so it counts as spent until it is not.
    const leftToday =
      perDay === null ? Infinity : perDay - held - (await spentToday(queries, userId));
    const bounds = [
      ['balance', available],
      ['answer_limit', perAnswer ?? Infinity],
      ['daily_limit', Math.max(0, leftToday)],
    ] as const;
    const [boundBy, most] = bounds.reduce((least, each) => (each[1] < least[1] ? each : least));
    return { balance: posted, available, most, boundBy };
  }

  private read(queries: Queries, userId: string, lock: ReturnType<typeof forUpdate>) {
    return queries.row<BudgetRow>(sql`
      SELECT posted, held, restricted, answer_limit AS "perAnswer", daily_limit AS "perDay"
      FROM account WHERE id = ${userAccount(userId)} ${lock}`);
  }
}

/** Seconds until the next day begins. */
export function secondsLeftToday(): number {
  return Math.ceil((today() + DAY_MS - Date.now()) / 1000);
}

/** When the day began, in epoch milliseconds. */
function today(): number {
  return Math.floor(Date.now() / DAY_MS) * DAY_MS;
}

/** What the answers of today cost, without what was given back. */
async function spentToday(queries: Queries, userId: string): Promise<number> {
  const row = await queries.row<{ spent: number }>(sql`
    SELECT CAST(COALESCE(SUM(u.tokens_used), 0) AS BIGINT) AS spent FROM usage_event u
    JOIN transfer t ON t.id = u.id AND t.kind IN ('usage', 'correction')
    WHERE u.user_id = ${userId} AND u.id >= ${firstIdOf(today())}`);
  return row?.spent ?? 0;
}

/** The smallest id that can be made at a time: ids begin with their time. */
function firstIdOf(time: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
