import { Injectable } from '@nestjs/common';
import type { RateRule } from '../../platform/limits';
import { RateLimits } from '../../platform/limits';

const MINUTE_MS = 60_000;

const CHECKOUTS: RateRule = { name: 'checkout', limit: 60, windowMs: MINUTE_MS };
const CONFIRMATIONS: RateRule = { name: 'confirm', limit: 300, windowMs: MINUTE_MS };

/** How often one person may have Stripe asked. */
@Injectable()
export class CheckoutLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws ProblemError `rate_limited` */
  countCheckout(userId: string): Promise<void> {
    return this.limits.count({ rule: CHECKOUTS, key: userId });
  }

  /** @throws ProblemError `rate_limited` */
  countConfirmation(userId: string): Promise<void> {
    return this.limits.count({ rule: CONFIRMATIONS, key: userId });
  }
}
