import { Inject, Injectable, Logger } from '@nestjs/common';
import type {
  EmailVerification as EmailVerificationBody,
  EmailVerified,
  MailRequested,
} from '@prome-dify/contracts';
import type { Transaction } from '../platform/database';
import { Database } from '../platform/database';
import { ProblemError } from '../platform/http';
import { MailLimits } from './limits/mail-limits';
import { MailLinks } from './mail-links/mail-links';
import { SignupGrants } from './signup-grants/signup-grants';
import { UserRepository } from './user.repository';

/** Shows that mail to an address reaches the owner of its account. */
@Injectable()
export class EmailVerification {
  private readonly logger = new Logger(EmailVerification.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly links: MailLinks,
    private readonly limits: MailLimits,
    private readonly users: UserRepository,
    private readonly grants: SignupGrants,
  ) {}

  /**
   * Verifies by a link; free tokens that waited for it come in the same transaction.
   * @throws ProblemError `link_invalid`, `link_expired`, `link_used` or `rate_limited`
   */
  async verify({ token }: EmailVerificationBody, address: string): Promise<EmailVerified> {
    await this.links.assertWorks('verify', token, address);
    const grantedTokens = await this.database.run(async (tx) =>
      this.confirm(tx, (await this.links.use(tx, 'verify', token)).email),
    );
    return { grantedTokens };
  }

  /** Notes that mail to the account was read, once; answers how many free tokens that brought. */
  async confirm(tx: Transaction, email: string): Promise<number> {
    const userId = await this.users.verify(tx, email, Date.now());
    if (userId === undefined) return 0;
    await this.links.retire(tx, 'verify', email);
    tx.afterCommit(() => this.logger.log({ userId }, 'address verified'));
    return this.grants.atVerification(tx, { id: userId, email });
  }

  /**
   * Has the link mailed once more, unless there is no need.
   * @throws ProblemError `unauthorized` when the user is gone, `rate_limited`
   */
  async resend(userId: string): Promise<MailRequested> {
    const user = await this.users.byId(userId);
    if (!user) throw new ProblemError('unauthorized');
    if (user.emailVerifiedAt !== null) return { message: 'Your address is verified already.' };
    await this.limits.countOwnMail(`verify ${user.email}`);
    await this.database.run((tx) => this.links.request(tx, 'verify', user.email));
    return { message: 'A mail is on its way.' };
  }
}
