import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, Queries, sql } from '../../platform/database';
import type { Principal } from '../../platform/http';
import type { Person } from '../../platform/personal-data';
import type { LinkPurpose, MailPurpose } from './mail-link';

/** A link that is asked for; its mail is due at once. Times are epoch milliseconds. */
export interface NewLink {
  readonly id: string;
  readonly purpose: MailPurpose;
  /** Of an account, if there is one; in lower case. */
  readonly email: string;
  /** Who asked for a change of address, and where. */
  readonly asker?: Principal | undefined;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** A link that was used. */
export interface UsedLink {
  /** Where it was mailed to. */
  readonly email: string;
  readonly asker: Principal | undefined;
}

/** What became of a link. */
export interface LinkState {
  /** Whether it is the newest of its kind for this address, and unused. */
  readonly isCurrent: boolean;
  readonly usedAt: number | null;
  readonly expiresAt: number;
}

/**
 * What there is one link of a kind for: an address, but of changes one for each user, so that nobody
 * makes the link of another useless by wanting the same address.
 */
export function subjectOf({ purpose, email, asker }: Omit<NewLink, 'id' | Times>): string {
  return purpose === 'change' && asker ? asker.userId : email;
}

type Times = 'createdAt' | 'expiresAt';

/** Reads and writes `mail_token` for who asks for links and uses them. */
@Injectable()
export class MailLinkRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Makes the link of this kind useless, if there is one, and does not send it any more. */
  async retire(tx: Transaction, purpose: MailPurpose, subject: string): Promise<void> {
    await tx.execute(sql`
      UPDATE mail_token SET current_key = NULL, next_attempt_at = NULL
      WHERE current_key = ${keyOf(purpose, subject)}`);
  }

  /** Makes every link useless that was mailed to the address while it was that of the user. */
  async retireAll(tx: Transaction, email: string, userId: string): Promise<void> {
    await tx.execute(sql`
      UPDATE mail_token SET current_key = NULL, next_attempt_at = NULL, user_id = ${userId}
      WHERE email = ${email} AND purpose IN ('reset', 'verify')`);
  }

  /** Puts a link into the queue; of two at the same moment, one is enough. */
  async insert(tx: Transaction, link: NewLink): Promise<void> {
    const { asker } = link;
    await tx.execute(sql`
      INSERT INTO mail_token (id, purpose, email, current_key, next_attempt_at, created_at,
        expires_at, user_id, session_id)
      VALUES (${link.id}, ${link.purpose}, ${link.email},
        ${keyOf(link.purpose, subjectOf(link))}, ${link.createdAt}, ${link.createdAt},
        ${link.expiresAt}, ${asker?.userId ?? null}, ${asker?.sessionId ?? null})
      ON CONFLICT (current_key) DO NOTHING`);
  }

  /** Uses a link up; `undefined` when it does not work (any more). */
  async use(
    tx: Transaction,
    purpose: LinkPurpose,
    tokenHash: string,
    now: number,
  ): Promise<UsedLink | undefined> {
    const row = await tx.row<StoredAsker & { email: string }>(sql`
      UPDATE mail_token SET used_at = ${now}, current_key = NULL, next_attempt_at = NULL
      WHERE token_hash = ${tokenHash} AND purpose = ${purpose} AND current_key IS NOT NULL
        AND expires_at > ${now}
      RETURNING email, user_id AS "userId", session_id AS "sessionId"`);
    return row && { email: row.email, asker: askerOf(row) };
  }

  /** Forgets every link that was asked for to or by the user, also what is still to be sent. */
  async removeAll(tx: Transaction, { id, email }: Person): Promise<void> {
    await tx.execute(sql`DELETE FROM mail_token WHERE email = ${email} OR user_id = ${id}`);
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

function keyOf(purpose: MailPurpose, subject: string): string {
  return `${purpose}:${subject}`;
}

interface StoredAsker {
  readonly userId: string | null;
  readonly sessionId: string | null;
}

function askerOf({ userId, sessionId }: StoredAsker): Principal | undefined {
  return userId !== null && sessionId !== null ? { userId, sessionId } : undefined;
}
