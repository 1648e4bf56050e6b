import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Database } from '../../platform/database';
import { ProblemError } from '../../platform/http';
import type { SignedIn } from '../auth-answers';
import { AuthAnswers } from '../auth-answers';
import type { PresentedToken } from '../tokens/refresh-tokens';
import { RefreshTokens } from '../tokens/refresh-tokens';
import { judgeRefresh } from './judge-refresh';
import type { OpenSession } from './session';
import { SessionRepository } from './session.repository';
import { Sessions } from './sessions';

interface Refreshed {
  readonly userId: string;
  readonly session: OpenSession;
}

/** Renews a sign-in by its refresh token, and notices when a token was used that is long gone. */
@Injectable()
export class Refresh {
  private readonly logger = new Logger(Refresh.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly repository: SessionRepository,
    private readonly sessions: Sessions,
    private readonly tokens: RefreshTokens,
    private readonly answers: AuthAnswers,
  ) {}

  /**
   * Answers a new access token and the next refresh token.
   * @throws ProblemError `unauthorized` whatever is wrong with the token or its session
   */
  async refresh(refreshToken: string | undefined): Promise<SignedIn> {
    const token = this.tokens.read(refreshToken);
    if (!token) throw new ProblemError('unauthorized');
    // The verdict is acted on before it is told: throwing inside would undo a revocation.
    const refreshed = await this.database.run((tx) => this.exchange(tx, token));
    if (!refreshed) throw new ProblemError('unauthorized');
    return this.answers.signedIn(refreshed.userId, refreshed.session);
  }

  private async exchange(tx: Transaction, token: PresentedToken): Promise<Refreshed | undefined> {
    const session = await this.repository.lock(tx, token.sessionId);
    if (!session) return undefined;
    const { userId } = session;
    const now = Date.now();
    switch (judgeRefresh(session, token, now)) {
      case 'rotate':
        return { userId, session: await this.sessions.rotate(tx, session, now) };
      case 'repeat': {
        const again = this.sessions.repeat(session);
        return again && { userId, session: again };
      }
      case 'reused':
        await this.repository.revoke(tx, session.id, now);
        tx.afterCommit(() => this.report(userId, session.id));
        return undefined;
      case 'refuse':
        return undefined;
    }
  }

  private report(userId: string, sessionId: string): void {
    this.logger.warn({ userId, sessionId }, 'a used refresh token came again: session revoked');
  }
}
