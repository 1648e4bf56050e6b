import { Injectable } from '@nestjs/common';
import type { RateRule } from '../../platform/limits';
import { RateLimits } from '../../platform/limits';

const MESSAGES: RateRule = { name: 'chat', limit: 600, windowMs: 60_000 };

/** How many messages a minute one person may send: a program may, a runaway one is slowed. */
@Injectable()
export class ChatLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws ProblemError `rate_limited` */
  countMessage(userId: string): Promise<void> {
    return this.limits.count({ rule: MESSAGES, key: userId });
  }
}
