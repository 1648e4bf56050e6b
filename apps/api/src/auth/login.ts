import { Inject, Injectable } from '@nestjs/common';
import type { Credentials } from '@prome-dify/contracts';
import { Database } from '../platform/database';
import { ProblemError } from '../platform/http';
import type { SignedIn } from './auth-answers';
import { AuthAnswers } from './auth-answers';
import { foldEmail } from './email-address';
import { PasswordCheck } from './passwords/password-check';
import type { OpenSession } from './sessions/session';
import { Sessions } from './sessions/sessions';
import type { StoredUser } from './user.repository';
import { UserRepository } from './user.repository';

/** Where a sign-in comes from. */
export interface SignInPlace {
  readonly address: string;
  /** What the browser shows to be a known one. */
  readonly deviceToken?: string | undefined;
  /** How the browser calls itself. */
  readonly userAgent?: string | undefined;
}

/** Lets a known person in. */
@Injectable()
export class Login {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly check: PasswordCheck,
    private readonly sessions: Sessions,
    private readonly answers: AuthAnswers,
  ) {}

  /**
   * Begins a session; an unknown account and a wrong password look the same.
   * @throws ProblemError `invalid_credentials`, `rate_limited` or `server_busy`
   */
  async login({ email, password }: Credentials, from: SignInPlace): Promise<SignedIn> {
    const { userAgent, ...place } = from;
    const account = foldEmail(email);
    const known = await this.users.byEmail(account);
    const user = await this.check.assertRight({ ...place, account, password }, known);
    const renewed = await this.check.renewedHash(password, user.passwordHash);
    return this.answers.signedIn(user.id, await this.openSession(user, userAgent, renewed));
  }

  /** A password change that came between would have ended this session too: so it never begins. */
  private async openSession(
    user: StoredUser,
    userAgent?: string,
    renewedHash?: string,
  ): Promise<OpenSession> {
    const session = await this.database.run(async (tx) => {
      const isUnchanged = renewedHash
        ? await this.users.replaceHash(tx, user, renewedHash, user.updatedAt)
        : await this.users.isUnchanged(tx, user);
      return isUnchanged ? this.sessions.open(tx, user.id, userAgent) : undefined;
    });
    if (!session) throw new ProblemError('invalid_credentials');
    return session;
  }
}
