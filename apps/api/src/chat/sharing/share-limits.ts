import { Injectable } from '@nestjs/common';
import type { RateRule } from '../../platform/limits';
import { networkOf, RateLimits } from '../../platform/limits';

const MINUTE_MS = 60_000;

const SHARES: RateRule = { name: 'share', limit: 60, windowMs: MINUTE_MS };
const READERS: RateRule = { name: 'shared', limit: 120, windowMs: MINUTE_MS };

/** How often links are made by one person, and followed from one network. */
@Injectable()
export class ShareLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws ProblemError `rate_limited` */
  countShare(userId: string): Promise<void> {
    return this.limits.count({ rule: SHARES, key: userId });
  }

  /** @throws ProblemError `rate_limited` */
  countReader(address: string): Promise<void> {
    return this.limits.count({ rule: READERS, key: networkOf(address) });
  }
}
