import { Injectable } from '@nestjs/common';
import type { RateRule } from '../../platform/limits';
import { networkOf, RateLimits } from '../../platform/limits';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const REQUESTS: RateRule = { name: 'mail-request', limit: 20, windowMs: HOUR_MS };
const MAILS: RateRule = { name: 'mail', limit: 5, windowMs: HOUR_MS };
const FAILURES: RateRule = { name: 'wrong-link', limit: 30, windowMs: MINUTE_MS };

/** Keeps others from filling somebody's mailbox, and from guessing links. */
@Injectable()
export class MailLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts somebody unknown asking for a mail to anybody.
   * @throws ProblemError `rate_limited`
   */
  countRequest(address: string): Promise<void> {
    return this.limits.count({ rule: REQUESTS, key: networkOf(address) });
  }

  /**
   * Counts a mail to `account`, and answers whether it may be sent. Whoever asked is not told: they
   * may be a stranger. The last mail that was sent keeps its link.
   */
  mayMail(account: string): Promise<boolean> {
    return this.limits.mayCount({ rule: MAILS, key: account });
  }

  /**
   * Counts a mail that the owner of `account` asks for.
   * @throws ProblemError `rate_limited`
   */
  countOwnMail(account: string): Promise<void> {
    return this.limits.count({ rule: MAILS, key: account });
  }

  /**
   * Asks before a link is looked up.
   * @throws ProblemError `rate_limited`
   */
  assertMayTry(address: string): Promise<void> {
    return this.limits.assertBelow({ rule: FAILURES, key: networkOf(address) });
  }

  /**
   * Counts a link that did not work, before that is told.
   * @throws ProblemError `rate_limited`
   */
  countFailure(address: string): Promise<void> {
    return this.limits.count({ rule: FAILURES, key: networkOf(address) });
  }
}
