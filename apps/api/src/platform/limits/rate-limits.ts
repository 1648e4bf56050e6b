import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config/config';
import { CONFIG } from '../config/config';
import { ProblemError } from '../http';
import { reportRate } from './rate-report';
import type { RateKey, RateWindow } from './rate-windows';
import { RateWindows } from './rate-windows';

/** Refuses what comes too often, unless `RATE_LIMIT` is off. */
@Injectable()
export class RateLimits {
  private readonly on: boolean;

  constructor(
    @Inject(CONFIG) config: Pick<Config, 'RATE_LIMIT'>,
    private readonly windows: RateWindows,
  ) {
    this.on = config.RATE_LIMIT;
  }

  /**
   * Counts an event of each key.
   * @throws ProblemError `rate_limited` when one of them has had more than its limit
   */
  async count(...keys: RateKey[]): Promise<void> {
    if (!this.on) return;
    refuseAt(keys, await this.windows.add(keys), ({ rule }, { count }) => count > rule.limit);
  }

  /** Counts an event; answers whether it is within the limit. */
  async mayCount(key: RateKey): Promise<boolean> {
    if (!this.on) return true;
    const [window] = await this.windows.add([key]);
    return (window?.count ?? 0) <= key.rule.limit;
  }

  /**
   * Asks without counting.
   * @throws ProblemError `rate_limited` when one of the keys has reached its limit
   */
  async assertBelow(...keys: RateKey[]): Promise<void> {
    if (!this.on) return;
    refuseAt(keys, await this.windows.look(keys), ({ rule }, { count }) => count >= rule.limit);
  }
}

/** Tells how all stand, and refuses for as long as the longest of those that are used up. */
function refuseAt(
  keys: readonly RateKey[],
  windows: readonly RateWindow[],
  isUsedUp: (key: RateKey, window: RateWindow) => boolean,
): void {
  const waits = keys.map((key, index) => {
    const window = windows[index] ?? { count: 0, msLeft: 0 };
    reportRate(key.rule, window);
    return isUsedUp(key, window) ? Math.max(1, window.msLeft) : 0;
  });
  const waitMs = Math.max(...waits);
  if (waitMs === 0) return;
  throw new ProblemError('rate_limited', { retryAfter: Math.ceil(waitMs / 1000) });
}
