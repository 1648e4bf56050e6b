import { Injectable } from '@nestjs/common';
import type { RateKey, RateRule } from '../../platform/limits';
import { networkOf, RateLimits } from '../../platform/limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const ACCOUNT_FAILURES: RateRule = { name: 'wrong-password', limit: 10, windowMs: MINUTE_MS };
const NETWORK_FAILURES: RateRule = { name: 'wrong-passwords', limit: 30, windowMs: MINUTE_MS };
const DEVICE_FAILURES: RateRule = { name: 'known-device', limit: 10, windowMs: MINUTE_MS };
const SIGN_UPS: RateRule = { name: 'sign-up', limit: 20, windowMs: HOUR_MS };

/** Who tries a password of an account. */
export interface TrySource {
  readonly account: string;
  readonly address: string;
  /** A device that is known to the account. */
  readonly device?: string | undefined;
}

/**
 * Slows down guessing and mass sign-ups. Only failures count against a sign-in: those of all
 * strangers to an account together, wherever they come from, and those of each known device alone.
 * So nobody can lock the owner out of a device that they have signed in with before.
 */
@Injectable()
export class AuthLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Asks before a password is checked, and before the result is told.
   * @throws ProblemError `rate_limited`
   */
  assertMayTry(source: TrySource): Promise<void> {
    return this.limits.assertBelow(...failuresOf(source));
  }

  /**
   * Counts a wrong password, before that is told.
   * @throws ProblemError `rate_limited`
   */
  countFailure(source: TrySource): Promise<void> {
    return this.limits.count(...failuresOf(source));
  }

  /**
   * Counts an attempt to register.
   * @throws ProblemError `rate_limited`
   */
  countSignUp(address: string): Promise<void> {
    return this.limits.count({ rule: SIGN_UPS, key: networkOf(address) });
  }
}

function failuresOf({ account, address, device }: TrySource): RateKey[] {
  if (device !== undefined) return [{ rule: DEVICE_FAILURES, key: device }];
  return [
    { rule: ACCOUNT_FAILURES, key: account },
    { rule: NETWORK_FAILURES, key: networkOf(address) },
  ];
}
