import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, sql } from '../../platform/database';

/** Reads and writes `signup_grant`: which mailboxes have had the free tokens. */
@Injectable()
export class SignupGrantRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Notes the grant of a mailbox to a user; `false` when either has had one. */
  async claim(tx: Transaction, mailboxKey: string, userId: string, now: number): Promise<boolean> {
    const inserted = await tx.execute(sql`
      INSERT INTO signup_grant (id, user_id, created_at) VALUES (${mailboxKey}, ${userId}, ${now})
      ON CONFLICT DO NOTHING`);
    return inserted === 1;
  }

  /** Keeps that the mailbox has had its grant, and no longer whose it was. */
  async unlink(tx: Transaction, userId: string): Promise<void> {
    await tx.execute(sql`UPDATE signup_grant SET user_id = id WHERE user_id = ${userId}`);
  }

  async isTaken(mailboxKey: string): Promise<boolean> {
    const row = await this.database.read.row(
      sql`SELECT 1 FROM signup_grant WHERE id = ${mailboxKey}`,
    );
    return row !== undefined;
  }
}
