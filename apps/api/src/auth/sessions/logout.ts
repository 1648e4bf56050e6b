import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../../platform/database';
import type { Principal } from '../../platform/http';
import type { KnownDevice } from '../devices/device-tokens';
import { AccessTokens } from '../tokens/access-tokens';
import { RefreshTokens } from '../tokens/refresh-tokens';
import { UserRepository } from '../user.repository';
import { SessionRepository } from './session.repository';

/** What a client may show to be signed out; either is enough, also when it has expired. */
export interface SignOutProofs {
  readonly accessToken: string | null;
  readonly refreshToken: string | undefined;
}

/** Ends sessions for good. */
@Injectable()
export class Logout {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly repository: SessionRepository,
    private readonly accessTokens: AccessTokens,
    private readonly refreshTokens: RefreshTokens,
    private readonly users: UserRepository,
  ) {}

  /** Revokes the sessions that the tokens belong to. Unknown or ended ones change nothing. */
  async logout({ accessToken, refreshToken }: SignOutProofs): Promise<void> {
    const bySession = new Set([
      accessToken === null ? undefined : this.accessTokens.readExpired(accessToken)?.sessionId,
      this.refreshTokens.read(refreshToken)?.sessionId,
    ]);
    const ids = [...bySession].filter((id) => id !== undefined).sort();
    if (ids.length === 0) return;
    await this.database.run(async (tx) => {
      for (const id of ids) await this.repository.revoke(tx, id, Date.now());
    });
  }

  /**
   * Revokes every session of the user, the asking one too, and forgets every device but the asking
   * one: who is signed out by it can come back while a stranger guesses.
   */
  async everywhere({ userId, sessionId }: Principal): Promise<KnownDevice> {
    await this.database.run(async (tx) => {
      await this.repository.revokeAll(tx, userId, Date.now());
      await this.users.forgetDevices(tx, userId);
    });
    return { userId, deviceId: sessionId };
  }
}
