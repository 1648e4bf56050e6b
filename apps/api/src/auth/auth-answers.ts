import { Injectable } from '@nestjs/common';
import type { AuthAnswer, MeAnswer } from '@prome-dify/contracts';
import { Ledger } from '../ledger';
import { ProblemError } from '../platform/http';
import type { KnownDevice } from './devices/device-tokens';
import type { OpenSession } from './sessions/session';
import { IDLE_MS } from './sessions/session';
import { SignupGrants } from './signup-grants/signup-grants';
import { AccessTokens } from './tokens/access-tokens';
import { UserRepository } from './user.repository';

/** The answer of a sign-in, and what goes beside it in cookies. */
export interface SignedIn {
  readonly answer: AuthAnswer;
  readonly refreshToken: string;
  /** How long the refresh token lasts when it is not used. */
  readonly refreshSeconds: number;
  readonly device: KnownDevice;
}

/** Says who is signed in, with what they have. */
@Injectable()
export class AuthAnswers {
  constructor(
    private readonly users: UserRepository,
    private readonly ledger: Ledger,
    private readonly grants: SignupGrants,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** @throws ProblemError `unauthorized` when the user is gone */
  async me(userId: string): Promise<MeAnswer> {
    const user = await this.users.byId(userId);
    if (!user) throw new ProblemError('unauthorized');
    return {
      user: {
        id: user.id,
        email: user.email,
        emailVerified: user.emailVerifiedAt !== null,
        pendingGrant: await this.grants.pending(user),
        ...(await this.ledger.balance(user.id)),
        createdAt: new Date(user.createdAt).toISOString(),
        updatedAt: new Date(user.updatedAt).toISOString(),
      },
    };
  }

  /** @throws ProblemError `unauthorized` when the user is gone */
  async signedIn(userId: string, session: OpenSession): Promise<SignedIn> {
    const { user } = await this.me(userId);
    const token = this.accessTokens.issue({ userId, sessionId: session.id });
    const refreshMs = Math.min(IDLE_MS, session.expiresAt - Date.now());
    return {
      answer: { user, token },
      refreshToken: session.refreshToken,
      refreshSeconds: Math.floor(refreshMs / 1000),
      device: { userId, deviceId: session.id },
    };
  }
}
