import { Injectable } from '@nestjs/common';
import type { RateRule } from '../../platform/limits';
import { RateLimits } from '../../platform/limits';

const EXPORTS: RateRule = { name: 'account-export', limit: 10, windowMs: 60 * 60_000 };

/** Keeps one account from having everything read again and again. */
@Injectable()
export class ExportLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws ProblemError `rate_limited` */
  count(userId: string): Promise<void> {
    return this.limits.count({ rule: EXPORTS, key: userId });
  }
}
