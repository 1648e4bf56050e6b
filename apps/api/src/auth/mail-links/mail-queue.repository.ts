import { Inject, Injectable } from '@nestjs/common';
import { Database, sql } from '../../platform/database';
import type { MailPurpose } from './mail-link';

/** A link whose mail has to be sent. */
export interface DueLink {
  readonly id: string;
  readonly purpose: MailPurpose;
  readonly email: string;
  /** How often it was tried before. */
  readonly attempts: number;
}

/** One attempt to send: until `leaseUntil` it belongs to who claimed it. Epoch milliseconds. */
export interface Attempt {
  readonly tokenHash: string;
  readonly expiresAt: number;
  readonly leaseUntil: number;
}

/** `mail_token` as the queue of mails: what is due is claimed, tried, and done or due again. */
@Injectable()
export class MailQueue {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Up to `limit` of those that are due, the longest waiting first. */
  due(now: number, limit: number): Promise<DueLink[]> {
    return this.database.read.rows<DueLink>(sql`
      SELECT id, purpose, email, attempts FROM mail_token
      WHERE next_attempt_at <= ${now} ORDER BY next_attempt_at, id LIMIT ${limit}`);
  }

  /** When the next one is due; `undefined` when none is waiting. */
  async nextAt(): Promise<number | undefined> {
    const row = await this.database.read.row<{ at: number | null }>(
      sql`SELECT MIN(next_attempt_at) AS at FROM mail_token WHERE next_attempt_at IS NOT NULL`,
    );
    return row?.at ?? undefined;
  }

  /** Begins an attempt, with its token; `false` when somebody else has, or the link is retired. */
  claim({ id, attempts }: DueLink, attempt: Attempt): Promise<boolean> {
    return this.change(sql`
      UPDATE mail_token SET attempts = attempts + 1, token_hash = ${attempt.tokenHash},
        expires_at = ${attempt.expiresAt}, next_attempt_at = ${attempt.leaseUntil}
      WHERE id = ${id} AND attempts = ${attempts} AND next_attempt_at < ${attempt.leaseUntil}`);
  }

  /** Ends the attempt: there is another at `nextAttemptAt`, or none is needed. */
  settle({ id, attempts }: DueLink, nextAttemptAt: number | null): Promise<boolean> {
    return this.change(sql`
      UPDATE mail_token SET next_attempt_at = ${nextAttemptAt}
      WHERE id = ${id} AND attempts = ${attempts + 1} AND next_attempt_at IS NOT NULL`);
  }

  /** Where one process has the database to itself, what was claimed before it began is nobody's. */
  async takeOver(now: number): Promise<void> {
    if (this.database.dialect !== 'sqlite') return;
    await this.change(sql`
      UPDATE mail_token SET next_attempt_at = ${now} WHERE next_attempt_at > ${now}`);
  }

  /** Forgets links that were asked for before `time`. */
  async forget(time: number): Promise<void> {
    await this.change(sql`DELETE FROM mail_token WHERE created_at < ${time}`);
  }

  private async change(statement: ReturnType<typeof sql>): Promise<boolean> {
    return (await this.database.run((tx) => tx.execute(statement))) > 0;
  }
}
