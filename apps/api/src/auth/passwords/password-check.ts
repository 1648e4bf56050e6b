import { Injectable, Logger } from '@nestjs/common';
import { ProblemError } from '../../platform/http';
import { accountMark } from '../email-address';
import { AuthLimits } from '../limits/auth-limits';
import { hashState } from './password-hash';
import { Passwords } from './passwords';

/** One try of a password. `account` names whose it shall be, known or not. */
export interface PasswordTry {
  readonly account: string;
  readonly address: string;
  readonly password: string;
}

/** Checks a password against guessing: slowly, seldom, and alike for unknown accounts. */
@Injectable()
export class PasswordCheck {
  private readonly logger = new Logger(PasswordCheck.name);

  constructor(
    private readonly passwords: Passwords,
    private readonly limits: AuthLimits,
  ) {}

  /**
   * Answers `owner` when the password is theirs.
   * @throws ProblemError `invalid_credentials`, `rate_limited` or `server_busy`
   */
  async assertRight<Owner extends { readonly passwordHash: string }>(
    { account, address, password }: PasswordTry,
    owner: Owner | undefined,
  ): Promise<Owner> {
    await this.limits.assertMayTry(account, address);
    const isRight = await this.passwords.verify(password, owner?.passwordHash);
    // Again: of many tries at once, no more than the limit may learn their result.
    await this.limits.assertMayTry(account, address);
    if (isRight && owner) return owner;
    this.logger.warn({ account: accountMark(account), address }, 'wrong password');
    await this.limits.countFailure(account, address);
    throw new ProblemError('invalid_credentials');
  }

  /** A new hash of a password that was right, when the stored one was made at another cost. */
  async renewedHash(password: string, stored: string): Promise<string | undefined> {
    return hashState(stored) === 'outdated' ? this.passwords.hash(password) : undefined;
  }
}
