import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import type { RateRule } from '../../platform/limits';
import { MemoryRateWindows, RateLimits } from '../../platform/limits';

const MESSAGES: RateRule = { name: 'chat', limit: 600, windowMs: 60_000 };

/**
 * How many messages a minute one person may send: a program may, a runaway one is slowed. Counted
 * by each process for itself: a turn costs two transactions, and a third for this alone would make
 * every answer dearer.
 */
@Injectable()
export class ChatLimits {
  private readonly limits: RateLimits;

  constructor(@Inject(CONFIG) config: Pick<Config, 'RATE_LIMIT'>) {
    this.limits = new RateLimits(config, new MemoryRateWindows());
  }

  /** @throws ProblemError `rate_limited` */
  countMessage(userId: string): Promise<void> {
    return this.limits.count({ rule: MESSAGES, key: userId });
  }
}
