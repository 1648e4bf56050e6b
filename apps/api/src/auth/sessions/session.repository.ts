import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, each, forUpdate, sql } from '../../platform/database';
import type { Principal } from '../../platform/http';
import type { ListedSession, Session } from './session';
import { IDLE_MS } from './session';

/** Reads and writes `auth_session`. Times are epoch milliseconds. */
@Injectable()
export class SessionRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(tx: Transaction, session: Session, userAgent: string, now: number): Promise<void> {
    await tx.execute(sql`
      INSERT INTO auth_session (id, user_id, refresh_hash, created_at, last_used_at, expires_at,
        user_agent)
      VALUES (${session.id}, ${session.userId}, ${session.refreshHash}, ${now},
        ${session.lastUsedAt}, ${session.expiresAt}, ${userAgent})`);
  }

  /** The session, locked until the transaction ends. */
  lock(tx: Transaction, id: string): Promise<Session | undefined> {
    return tx.row<Session>(sql`
      SELECT id, user_id AS "userId", refresh_hash AS "refreshHash",
        prev_refresh_hash AS "prevRefreshHash", rotation, rotated_at AS "rotatedAt",
        revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"
      FROM auth_session WHERE id = ${id} ${forUpdate(tx.dialect)}`);
  }

  /** Puts `nextHash` in the place of the current refresh token, which becomes the previous one. */
  async rotate(tx: Transaction, id: string, nextHash: string, now: number): Promise<void> {
    await tx.execute(sql`
      UPDATE auth_session SET prev_refresh_hash = refresh_hash, refresh_hash = ${nextHash},
        rotation = rotation + 1, rotated_at = ${now}, last_used_at = ${now}
      WHERE id = ${id}`);
  }

  async revoke(tx: Transaction, id: string, now: number): Promise<void> {
    await tx.execute(sql`
      UPDATE auth_session SET revoked_at = ${now} WHERE id = ${id} AND revoked_at IS NULL`);
  }

  /** Ends a session of the user; `false` when they have none that goes on by this id. */
  async revokeOwn(tx: Transaction, userId: string, id: string, now: number): Promise<boolean> {
    const revoked = await tx.execute(sql`
      UPDATE auth_session SET revoked_at = ${now}
      WHERE id = ${id} AND user_id = ${userId} AND ${goesOn(now)}`);
    return revoked === 1;
  }

  /** Ends every session of the user but the one that asks. */
  async revokeOthers(tx: Transaction, principal: Principal, now: number): Promise<void> {
    await tx.execute(sql`
      UPDATE auth_session SET revoked_at = ${now}
      WHERE user_id = ${principal.userId} AND revoked_at IS NULL AND id <> ${principal.sessionId}`);
  }

  /** Ends every session of the user. */
  async revokeAll(tx: Transaction, userId: string, now: number): Promise<void> {
    await tx.execute(sql`
      UPDATE auth_session SET revoked_at = ${now}
      WHERE user_id = ${userId} AND revoked_at IS NULL`);
  }

  /** Forgets every session that the user has ever had. */
  async removeAll(tx: Transaction, userId: string): Promise<void> {
    await tx.execute(sql`DELETE FROM auth_session WHERE user_id = ${userId}`);
  }

  /** The sessions of the user that go on, the last used first, as committed. */
  list(userId: string, now: number, limit: number): Promise<ListedSession[]> {
    return this.database.read.rows(sql`
      SELECT id, user_agent AS "userAgent", created_at AS "createdAt",
        last_used_at AS "lastUsedAt"
      FROM auth_session WHERE user_id = ${userId} AND ${goesOn(now)}
      ORDER BY last_used_at DESC, id DESC LIMIT ${limit}`);
  }

  /** Whether the session goes on and its user exists, as committed. */
  async isAlive({ userId, sessionId }: Principal, now: number): Promise<boolean> {
    const row = await this.database.read.row(sql`
      SELECT 1 FROM auth_session s JOIN app_user u ON u.id = s.user_id
      WHERE s.id = ${sessionId} AND s.user_id = ${userId}
        AND s.revoked_at IS NULL AND s.expires_at > ${now}`);
    return row !== undefined;
  }

  /** Which of the sessions go on, as committed. */
  async aliveAmong(ids: readonly string[], now: number): Promise<ReadonlySet<string>> {
    const rows = await this.database.read.rows<{ id: string }>(sql`
      SELECT s.id FROM auth_session s JOIN app_user u ON u.id = s.user_id
      WHERE s.id IN ${each(this.database.dialect, ids)}
        AND s.revoked_at IS NULL AND s.expires_at > ${now}`);
    return new Set(rows.map(({ id }) => id));
  }
}

/** What can still be renewed, and so is a device that somebody is signed in on. */
function goesOn(now: number) {
  return sql`revoked_at IS NULL AND expires_at > ${now} AND last_used_at > ${now - IDLE_MS}`;
}
