import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../platform/database';
import { Database } from '../platform/database';
import { ProblemError } from '../platform/http';
import { Arrivals } from './arrivals';
import type { OpenSession } from './sessions/session';
import { Sessions } from './sessions/sessions';
import { UserRepository } from './user.repository';

/** A new account, signed in. */
export interface OpenedAccount {
  readonly userId: string;
  readonly session: OpenSession;
}

/** Makes accounts: the user with all they come with and a session, or nothing. */
@Injectable()
export class Accounts {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly sessions: Sessions,
    private readonly arrivals: Arrivals,
  ) {}

  /** @throws ProblemError `email_taken`, decided by the database */
  async open(email: string, passwordHash: string, userAgent?: string): Promise<OpenedAccount> {
    try {
      return await this.database.run((tx) => this.write(tx, email, passwordHash, userAgent));
    } catch (error) {
      throw this.users.isTaken(error) ? new ProblemError('email_taken') : error;
    }
  }

  private async write(
    tx: Transaction,
    email: string,
    passwordHash: string,
    userAgent: string | undefined,
  ): Promise<OpenedAccount> {
    const id = uuidv7();
    const now = Date.now();
    await this.users.insert(tx, { id, email, passwordHash, createdAt: now, updatedAt: now });
    await this.arrivals.welcome(tx, { id, email });
    return { userId: id, session: await this.sessions.open(tx, id, userAgent) };
  }
}
