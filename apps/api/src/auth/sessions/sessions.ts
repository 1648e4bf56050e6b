import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../platform/database';
import { RefreshTokens } from '../tokens/refresh-tokens';
import type { OpenSession, Session } from './session';
import { SESSION_MS, USER_AGENT_MAX } from './session';
import { SessionRepository } from './session.repository';

/** Begins sessions and passes them on from one refresh token to the next. */
@Injectable()
export class Sessions {
  constructor(
    private readonly repository: SessionRepository,
    private readonly tokens: RefreshTokens,
  ) {}

  /** Begins a session of the user, on a browser that calls itself so. */
  async open(tx: Transaction, userId: string, userAgent = ''): Promise<OpenSession> {
    const now = Date.now();
    const id = uuidv7();
    const refreshToken = this.tokens.issue(id, 0);
    const session: Session = {
      id,
      userId,
      refreshHash: this.tokens.hash(refreshToken),
      prevRefreshHash: null,
      rotation: 0,
      rotatedAt: null,
      revokedAt: null,
      lastUsedAt: now,
      expiresAt: now + SESSION_MS,
    };
    await this.repository.insert(tx, session, userAgent.slice(0, USER_AGENT_MAX), now);
    return { id, refreshToken, expiresAt: session.expiresAt };
  }

  /** Exchanges the current refresh token for its successor. */
  async rotate(tx: Transaction, session: Session, now: number): Promise<OpenSession> {
    const { id, rotation, expiresAt } = session;
    const next = { id, expiresAt, refreshToken: this.tokens.issue(id, rotation + 1) };
    await this.repository.rotate(tx, session.id, this.tokens.hash(next.refreshToken), now);
    return next;
  }

  /** The same successor once more; `undefined` when it was made with a key that is gone. */
  repeat({ id, rotation, refreshHash, expiresAt }: Session): OpenSession | undefined {
    const refreshToken = this.tokens.issueAgain(id, rotation, refreshHash);
    return refreshToken === undefined ? undefined : { id, expiresAt, refreshToken };
  }
}
