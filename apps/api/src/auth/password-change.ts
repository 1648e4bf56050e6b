import { Inject, Injectable, Logger } from '@nestjs/common';
import type { PasswordChange as PasswordChangeBody } from '@prome-dify/contracts';
import { Database } from '../platform/database';
import type { Principal } from '../platform/http';
import { ProblemError } from '../platform/http';
import type { KnownDevice } from './devices/device-tokens';
import { NewPassword } from './passwords/new-password';
import { PasswordCheck } from './passwords/password-check';
import { UserRepository } from './user.repository';

/** Changes a password, for who knows the current one. */
@Injectable()
export class PasswordChange {
  private readonly logger = new Logger(PasswordChange.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly users: UserRepository,
    private readonly check: PasswordCheck,
    private readonly newPassword: NewPassword,
  ) {}

  /**
   * Sets the new password, ends every other session of the user and forgets every other device.
   * @throws ProblemError `invalid_credentials`, `rate_limited` or `server_busy`
   */
  async change(
    principal: Principal,
    body: PasswordChangeBody,
    address: string,
  ): Promise<KnownDevice> {
    const { userId, sessionId } = principal;
    const attempt = { account: userId, address, password: body.currentPassword };
    const user = await this.check.assertRight(attempt, await this.users.byId(userId));
    const passwordHash = await this.newPassword.hash(body.newPassword);
    const isDone = await this.database.run((tx) =>
      this.newPassword.replace(tx, user, passwordHash, principal),
    );
    if (!isDone) throw new ProblemError('invalid_credentials');
    this.logger.log({ userId }, 'password changed');
    return { userId, deviceId: sessionId };
  }
}
