import { Inject, Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database, each, forUpdate, sql } from '../../platform/database';
import type { Principal } from '../../platform/http';
import type { Session } from './session';

/** Reads and writes `auth_session`. Times are epoch milliseconds. */
@Injectable()
export class SessionRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(tx: Transaction, session: Session, now: number): Promise<void> {
    await tx.execute(sql`
      INSERT INTO auth_session (id, user_id, refresh_hash, created_at, last_used_at, expires_at)
      VALUES (${session.id}, ${session.userId}, ${session.refreshHash}, ${now},
        ${session.lastUsedAt}, ${session.expiresAt})`);
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
