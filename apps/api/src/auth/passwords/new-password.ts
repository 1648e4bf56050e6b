import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import { MailLinks } from '../mail-links/mail-links';
import { SessionRepository } from '../sessions/session.repository';
import type { StoredUser } from '../user.repository';
import { UserRepository } from '../user.repository';
import { Passwords } from './passwords';

/** Puts a new password in the place of the old one, with all that has to end with that. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly passwords: Passwords,
    private readonly users: UserRepository,
    private readonly sessions: SessionRepository,
    private readonly links: MailLinks,
  ) {}

  /** A hash of it. Never inside a transaction; throws ProblemError `server_busy`. */
  hash(password: string): Promise<string> {
    return this.passwords.hash(password);
  }

  /** For who knew the old one, `user` as it was checked; `false` when it has changed since. */
  async replace(
    tx: Transaction,
    user: StoredUser,
    passwordHash: string,
    kept: Principal,
  ): Promise<boolean> {
    const now = Date.now();
    if (!(await this.users.replaceHash(tx, user, passwordHash, now))) return false;
    await this.sessions.revokeOthers(tx, kept, now);
    await this.users.forgetDevices(tx, user.id);
    await this.links.retire(tx, 'reset', user.email);
    await this.links.retire(tx, 'change', user.id);
    return true;
  }

  /**
   * For who reads the mail of the account: no session goes on. Answers the user's id.
   * @throws ProblemError `link_invalid` when the account is gone
   */
  async force(tx: Transaction, email: string, passwordHash: string): Promise<string> {
    const now = Date.now();
    const userId = await this.users.setHash(tx, email, passwordHash, now);
    if (userId === undefined) throw new ProblemError('link_invalid');
    await this.sessions.revokeAll(tx, userId, now);
    await this.users.forgetDevices(tx, userId);
    await this.links.retire(tx, 'change', userId);
    return userId;
  }
}
