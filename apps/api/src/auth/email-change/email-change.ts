import { Inject, Injectable, Logger } from '@nestjs/common';
import type { EmailChangeConfirmation, EmailChanged } from '@prome-dify/contracts';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../platform/database';
import { Database } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import type { KnownDevice } from '../devices/device-tokens';
import { MailLinks } from '../mail-links/mail-links';
import { SessionRepository } from '../sessions/session.repository';
import { SignupGrants } from '../signup-grants/signup-grants';
import { UserRepository } from '../user.repository';

/** What a followed link has done, and the browser that is known by it. */
export interface ChangedEmail {
  readonly answer: EmailChanged;
  readonly device: KnownDevice;
}

/** Puts the new address in the place of the old one, for who reads the mail of the new one. */
@Injectable()
export class EmailChange {
  private readonly logger = new Logger(EmailChange.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly links: MailLinks,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly grants: SignupGrants,
  ) {}

  /**
   * Sets the address. As with a new password every other session ends than the one that asked, and
   * no other device is known than the one that opened the link.
   * @throws ProblemError `link_invalid`, `link_expired`, `link_used`, `rate_limited`, or
   *   `email_taken`, decided by the database
   */
  async confirm({ token }: EmailChangeConfirmation, address: string): Promise<ChangedEmail> {
    await this.links.assertWorks('change', token, address);
    try {
      return await this.database.run((tx) => this.write(tx, token));
    } catch (error) {
      throw this.users.isTaken(error) ? new ProblemError('email_taken') : error;
    }
  }

  private async write(tx: Transaction, token: string): Promise<ChangedEmail> {
    const { email, asker } = await this.links.use(tx, 'change', token);
    if (!asker) throw new ProblemError('link_invalid');
    const { userId } = asker;
    const before = await this.users.changeEmail(tx, userId, email, Date.now());
    if (before === undefined) throw new ProblemError('link_invalid');
    await this.endWhatWas(tx, before, asker);
    const grantedTokens = await this.grants.atVerification(tx, { id: userId, email });
    tx.afterCommit(() => this.logger.log({ userId }, 'address changed'));
    return { answer: { email, grantedTokens }, device: { userId, deviceId: uuidv7() } };
  }

  private async endWhatWas(tx: Transaction, before: string, asker: Principal): Promise<void> {
    await this.links.retireAll(tx, before, asker.userId);
    await this.links.request(tx, 'changed', before, asker);
    await this.sessions.revokeOthers(tx, asker, Date.now());
    await this.users.forgetDevices(tx, asker.userId);
  }
}
