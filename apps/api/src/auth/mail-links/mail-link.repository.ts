import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, Queries, sql } from '../../platform/database';
import type { LinkPurpose } from './mail-link';

/** A link that is asked for; its mail is due at once. Times are epoch milliseconds. */
export interface NewLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  /** Of an account, if there is one; in lower case. */
  readonly email: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What became of a link. */
export interface LinkState {
  /** Whether it is the newest of its kind for this address, and unused. */
  readonly isCurrent: boolean;
  readonly usedAt: number | null;
  readonly expiresAt: number;
}

/** Reads and writes `mail_token` for who asks for links and uses them. */
@Injectable()
export class MailLinkRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes the link of this kind useless, if there is one, and does not send it any more. */
  async retire(tx: Transaction, purpose: LinkPurpose, email: string): Promise<void> {
    await tx.execute(sql`
      UPDATE mail_token SET current_key = NULL, next_attempt_at = NULL
      WHERE current_key = ${keyOf(purpose, email)}`);
  }

  /** Puts a link into the queue; of two at the same moment, one is enough. */
  async insert(tx: Transaction, link: NewLink): Promise<void> {
    await tx.execute(sql`
      INSERT INTO mail_token (id, purpose, email, current_key, next_attempt_at, created_at,
        expires_at)
      VALUES (${link.id}, ${link.purpose}, ${link.email}, ${keyOf(link.purpose, link.email)},
        ${link.createdAt}, ${link.createdAt}, ${link.expiresAt})
      ON CONFLICT (current_key) DO NOTHING`);
  }

  /** Uses a link up and answers whose it is; `undefined` when it does not work (any more). */
  async use(
    tx: Transaction,
    purpose: LinkPurpose,
    tokenHash: string,
    now: number,
  ): Promise<string | undefined> {
    const row = await tx.row<{ email: string }>(sql`
      UPDATE mail_token SET used_at = ${now}, current_key = NULL, next_attempt_at = NULL
      WHERE token_hash = ${tokenHash} AND purpose = ${purpose} AND current_key IS NOT NULL
        AND expires_at > ${now}
      RETURNING email`);
    return row?.email;
  }

  /** `undefined` when there never was such a link, or long ago. */
  async state(
    purpose: LinkPurpose,
    tokenHash: string,
    queries: Queries = this.database.read,
  ): Promise<LinkState | undefined> {
    const row = await queries.row<Omit<LinkState, 'isCurrent'> & { currentKey: string | null }>(sql`
      SELECT current_key AS "currentKey", used_at AS "usedAt", expires_at AS "expiresAt"
      FROM mail_token WHERE token_hash = ${tokenHash} AND purpose = ${purpose}`);
    return row && { ...row, isCurrent: row.currentKey !== null };
  }
}

function keyOf(purpose: LinkPurpose, email: string): string {
  return `${purpose}:${email}`;
}
