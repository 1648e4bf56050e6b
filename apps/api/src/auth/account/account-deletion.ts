import { Inject, Injectable, Logger } from '@nestjs/common';
import { AccountClosing } from '../../ledger';
import type { Transaction } from '../../platform/database';
import { Database } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import { PersonalData } from '../../platform/personal-data';
import { PasswordCheck } from '../passwords/password-check';
import type { StoredUser } from '../user.repository';
import { UserRepository } from '../user.repository';

/** Deletes an account, for who knows its password. The books keep its entries, under the bare id. */
@Injectable()
export class AccountDeletion {
  private readonly logger = new Logger(AccountDeletion.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly check: PasswordCheck,
    private readonly closing: AccountClosing,
    private readonly data: PersonalData,
  ) {}

  /**
   * Removes everything in one transaction, or nothing.
   * @throws ProblemError `invalid_credentials`, `account_busy`, `rate_limited` or `server_busy`
   */
  async delete({ userId }: Principal, password: string, address: string): Promise<void> {
    const attempt = { account: userId, address, password };
    const user = await this.check.assertRight(attempt, await this.users.byId(userId));
    await this.database.run((tx) => this.remove(tx, user));
  }

  /** The balance comes first: under its lock no answer can begin that would be lost. */
  private async remove(tx: Transaction, user: StoredUser): Promise<void> {
    const forfeited = await this.closing.close(tx, user.id);
    if (forfeited === undefined) throw new ProblemError('account_busy');
    await this.data.forget(tx, user);
    // Changed or gone since: whoever asked may not be who knows the password now.
    if (!(await this.users.remove(tx, user))) throw new ProblemError('invalid_credentials');
    tx.afterCommit(() => this.logger.log({ userId: user.id, forfeited }, 'account deleted'));
  }
}
