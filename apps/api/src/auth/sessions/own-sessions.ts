import { Inject, Injectable } from '@nestjs/common';
import type { SessionsAnswer } from '@prome-dify/contracts';
import { Database } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import { SessionRepository } from './session.repository';

const LISTED_MAX = 200;

/** The devices that somebody is signed in on, for them to look at and to end. */
@Injectable()
export class OwnSessions {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly sessions: SessionRepository,
  ) {}

  async list({ userId, sessionId }: Principal): Promise<SessionsAnswer> {
    const rows = await this.sessions.list(userId, Date.now(), LISTED_MAX);
    const sessions = rows.map(({ id, userAgent, createdAt, lastUsedAt }) => ({
      id,
      current: id === sessionId,
      userAgent,
      createdAt: new Date(createdAt).toISOString(),
      lastUsedAt: new Date(lastUsedAt).toISOString(),
    }));
    return { sessions };
  }

  /** @throws ProblemError `not_found` when it has ended, never was, or is somebody else's */
  async end({ userId }: Principal, id: string): Promise<void> {
    const ended = await this.database.run((tx) =>
      this.sessions.revokeOwn(tx, userId, id, Date.now()),
    );
    if (!ended) throw new ProblemError('not_found');
  }
}
