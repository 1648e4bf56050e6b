import { Inject, Injectable, Logger } from '@nestjs/common';
import type {
  EmailChangeRequest as EmailChangeRequestBody,
  MailRequested,
} from '@prome-dify/contracts';
import { Database } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import { foldEmail } from '../email-address';
import { MailLimits } from '../limits/mail-limits';
import { MailLinks } from '../mail-links/mail-links';
import { PasswordCheck } from '../passwords/password-check';
import type { StoredUser } from '../user.repository';
import { UserRepository } from '../user.repository';

const REQUESTED: MailRequested = { message: 'A mail to the new address is on its way.' };

/** Takes the wish for another address, of who knows the password. */
@Injectable()
export class EmailChangeRequest {
  private readonly logger = new Logger(EmailChangeRequest.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly check: PasswordCheck,
    private readonly limits: MailLimits,
    private readonly links: MailLinks,
  ) {}

  /**
   * Has a link mailed to the new address, and word of it to the present one. Whether the new one has
   * an account is seen only after the answer, by who reads its mail.
   * @throws ProblemError `invalid_credentials`, `validation_failed`, `rate_limited` or `server_busy`
   */
  async request(
    principal: Principal,
    { email, password }: EmailChangeRequestBody,
    address: string,
  ): Promise<MailRequested> {
    const { userId } = principal;
    const known = await this.users.byId(userId);
    const user = await this.check.assertRight({ account: userId, address, password }, known);
    const wanted = foldEmail(email);
    if (wanted === user.email) throw sameAddress();
    await this.limits.countOwnMail(`change ${userId}`);
    if (await this.limits.mayMail(`change ${wanted}`)) await this.note(principal, user, wanted);
    return REQUESTED;
  }

  /** A password change that came between would have ended the wish too: so it never begins. */
  private async note(principal: Principal, user: StoredUser, wanted: string): Promise<void> {
    const isNoted = await this.database.run(async (tx) => {
      if (!(await this.users.isUnchanged(tx, user))) return false;
      await this.links.request(tx, 'change', wanted, principal);
      await this.links.request(tx, 'change-asked', user.email, principal);
      return true;
    });
    if (!isNoted) throw new ProblemError('invalid_credentials');
    this.logger.log({ userId: user.id }, 'another address asked for');
  }
}

function sameAddress(): ProblemError {
  const message = 'is the address of this account already';
  return new ProblemError('validation_failed', { errors: [{ pointer: '/email', message }] });
}
