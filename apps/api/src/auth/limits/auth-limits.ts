import { Injectable } from '@nestjs/common';
import type { RateKey, RateRule } from '../../platform/limits';
import { RateLimits } from '../../platform/limits';
import { networkOf } from './network';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const ACCOUNT_FAILURES: RateRule = { name: 'wrong-password', limit: 10, windowMs: MINUTE_MS };
const NETWORK_FAILURES: RateRule = { name: 'wrong-passwords', limit: 30, windowMs: MINUTE_MS };
const SIGN_UPS: RateRule = { name: 'sign-up', limit: 20, windowMs: HOUR_MS };

/**
 * Slows down guessing and mass sign-ups. Only failures count against a sign-in, and an account is
 * counted together with where the guess came from, so that nobody can lock out its owner.
 */
@Injectable()
export class AuthLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Asks before a password of `account` is checked for `address`, and before the result is told.
   * @throws ProblemError `rate_limited`
   */
  assertMayTry(account: string, address: string): Promise<void> {
    return this.limits.assertBelow(...failuresOf(account, address));
  }

  /**
   * Counts a wrong password, before that is told.
   * @throws ProblemError `rate_limited`
   */
  countFailure(account: string, address: string): Promise<void> {
    return this.limits.count(...failuresOf(account, address));
  }

  /**
   * Counts an attempt to register.
   * @throws ProblemError `rate_limited`
   */
  countSignUp(address: string): Promise<void> {
    return this.limits.count({ rule: SIGN_UPS, key: networkOf(address) });
  }
}

function failuresOf(account: string, address: string): RateKey[] {
  const network = networkOf(address);
  return [
    { rule: ACCOUNT_FAILURES, key: `${network} ${account}` },
    { rule: NETWORK_FAILURES, key: network },
  ];
}
