import { Injectable, Logger } from '@nestjs/common';
import type { Credentials } from '@prome-dify/contracts';
import { Accounts } from './accounts';
import type { SignedIn } from './auth-answers';
import { AuthAnswers } from './auth-answers';
import { foldEmail } from './email-address';
import { AuthLimits } from './limits/auth-limits';
import type { SignInPlace } from './login';
import { Passwords } from './passwords/passwords';

/** Lets a new person in. */
@Injectable()
export class Registration {
  private readonly logger = new Logger(Registration.name);

  constructor(
    private readonly limits: AuthLimits,
    private readonly passwords: Passwords,
    private readonly accounts: Accounts,
    private readonly answers: AuthAnswers,
  ) {}

  /**
   * Opens an account with its sign-up tokens and signs it in.
   * @throws ProblemError `email_taken`, `rate_limited` or `server_busy`
   */
  async register({ email, password }: Credentials, from: SignInPlace): Promise<SignedIn> {
    await this.limits.countSignUp(from.address);
    // Hashed in any case, so that a known address takes as long to refuse as a new one to accept.
    const passwordHash = await this.passwords.hash(password);
    const opened = this.accounts.open(foldEmail(email), passwordHash, from.userAgent);
    const { userId, session } = await opened;
    this.logger.log({ userId, sessionId: session.id }, 'registered');
    return this.answers.signedIn(userId, session);
  }
}
