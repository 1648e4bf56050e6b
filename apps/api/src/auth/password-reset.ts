import { Inject, Injectable, Logger } from '@nestjs/common';
import type {
  ForgottenPassword,
  MailRequested,
  PasswordReset as PasswordResetBody,
} from '@prome-dify/contracts';
import { uuidv7 } from 'uuidv7';
import { Database } from '../platform/database';
import { foldEmail } from './email-address';
import type { KnownDevice } from './devices/device-tokens';
import { EmailVerification } from './email-verification';
import { MailLimits } from './limits/mail-limits';
import { MailLinks } from './mail-links/mail-links';
import { NewPassword } from './passwords/new-password';

const REQUESTED: MailRequested = {
  message: 'If there is an account with this address, a mail is on its way.',
};

/** A new password for who has lost theirs, but not their mailbox. */
@Injectable()
export class PasswordReset {
  private readonly logger = new Logger(PasswordReset.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly links: MailLinks,
    private readonly limits: MailLimits,
    private readonly newPassword: NewPassword,
    private readonly verification: EmailVerification,
  ) {}

  /**
   * Has a link mailed. Whether there is an account is seen only after the answer, so that an unknown
   * address takes the same time and the same words.
   * @throws ProblemError `rate_limited`
   */
  async request({ email }: ForgottenPassword, address: string): Promise<MailRequested> {
    await this.limits.countRequest(address);
    const account = foldEmail(email);
    if (await this.limits.mayMail(`reset ${account}`)) {
      await this.database.run((tx) => this.links.request(tx, 'reset', account));
    }
    return REQUESTED;
  }

  /**
   * Sets the password and ends every session of the account. Who reads the mail owns the address, so
   * it is verified by this, too, and theirs is the only device that is known from now on: so they
   * can sign in while a stranger guesses.
   * @throws ProblemError `link_invalid`, `link_expired`, `link_used`, `rate_limited` or `server_busy`
   */
  async reset({ token, newPassword }: PasswordResetBody, address: string): Promise<KnownDevice> {
    await this.links.assertWorks('reset', token, address);
    const passwordHash = await this.newPassword.hash(newPassword);
    const userId = await this.database.run(async (tx) => {
      const { email } = await this.links.use(tx, 'reset', token);
      await this.verification.confirm(tx, email);
      return this.newPassword.force(tx, email, passwordHash);
    });
    this.logger.log({ userId }, 'password reset');
    return { userId, deviceId: uuidv7() };
  }
}
