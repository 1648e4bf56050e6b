import { Injectable, Logger } from '@nestjs/common';
import { ProblemError } from '../../platform/http';
import { DeviceTokens } from '../devices/device-tokens';
import type { DeviceOwner } from '../devices/device-tokens';
import { accountMark } from '../email-address';
import type { TrySource } from '../limits/auth-limits';
import { AuthLimits } from '../limits/auth-limits';
import { hashState } from './password-hash';
import { Passwords } from './passwords';

/** One try of a password. `account` names whose it shall be, known or not. */
export interface PasswordTry {
  readonly account: string;
  readonly address: string;
  readonly password: string;
  /** What the browser shows to be one that its owner has signed in with. */
  readonly deviceToken?: string | undefined;
}

/** Checks a password against guessing: slowly, seldom, and alike for unknown accounts. */
@Injectable()
export class PasswordCheck {
  private readonly logger = new Logger(PasswordCheck.name);

  constructor(
    private readonly passwords: Passwords,
    private readonly limits: AuthLimits,
    private readonly devices: DeviceTokens,
  ) {}

  /**
   * Answers `owner` when the password is theirs.
   * @throws ProblemError `invalid_credentials`, `rate_limited` or `server_busy`
   */
  async assertRight<Owner extends DeviceOwner & { readonly passwordHash: string }>(
    { account, address, password, deviceToken }: PasswordTry,
    owner: Owner | undefined,
  ): Promise<Owner> {
    const source = { account, address, device: this.devices.read(deviceToken, owner) };
    const assertMayTry = () => this.limits.assertMayTry(source);
    await assertMayTry();
    const isRight = await this.passwords.verify(password, owner?.passwordHash, {
      // Of many that wait at once, no more than the limit may have the server work, or learn more.
      begin: assertMayTry,
      end: (isRight) => (isRight && owner ? assertMayTry() : this.countWrong(source)),
    });
    if (isRight && owner) return owner;
    throw new ProblemError('invalid_credentials');
  }

  private async countWrong(source: TrySource): Promise<void> {
    const { account, address } = source;
    this.logger.warn({ account: accountMark(account), address }, 'wrong password');
    await this.limits.countFailure(source);
  }

  /** A new hash of a password that was right, when the stored one was made at another cost. */
  async renewedHash(password: string, stored: string): Promise<string | undefined> {
    return hashState(stored) === 'outdated' ? this.passwords.hash(password) : undefined;
  }
}
