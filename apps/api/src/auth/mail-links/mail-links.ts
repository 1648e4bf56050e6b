import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../platform/database';
import { ProblemError } from '../../platform/http';
import { Mailer } from '../../platform/mail';
import { MailLimits } from '../limits/mail-limits';
import { MailDispatch } from './mail-dispatch';
import type { LinkPurpose } from './mail-link';
import { LINK_MS, linkTokenHash } from './mail-link';
import type { LinkState } from './mail-link.repository';
import { MailLinkRepository } from './mail-link.repository';

/** Links that are mailed: one of a kind at a time for an address, used once. */
@Injectable()
export class MailLinks {
  constructor(
    private readonly repository: MailLinkRepository,
    private readonly dispatch: MailDispatch,
    private readonly mailer: Mailer,
    private readonly limits: MailLimits,
  ) {}

  /**
   * Has a link mailed to the account of `email` after the commit, if there is one; the link before
   * it is useless from now on. Does nothing where no mail can be sent.
   */
  async request(tx: Transaction, purpose: LinkPurpose, email: string): Promise<void> {
    if (!this.mailer.isConfigured) return;
    const createdAt = Date.now();
    const expiresAt = createdAt + LINK_MS[purpose];
    await this.repository.retire(tx, purpose, email);
    await this.repository.insert(tx, { id: uuidv7(), purpose, email, createdAt, expiresAt });
    tx.afterCommit(() => this.dispatch.wake());
  }

  /** Makes the link of this kind useless, if there is one. */
  retire(tx: Transaction, purpose: LinkPurpose, email: string): Promise<void> {
    return this.repository.retire(tx, purpose, email);
  }

  /**
   * Looks whether a link works, before anything costly is done for it.
   * @throws ProblemError `link_invalid`, `link_expired`, `link_used` or `rate_limited`
   */
  async assertWorks(purpose: LinkPurpose, token: string, address: string): Promise<void> {
    await this.limits.assertMayTry(address);
    const fault = faultOf(await this.repository.state(purpose, linkTokenHash(token)), Date.now());
    if (!fault) return;
    await this.limits.countFailure(address);
    throw fault;
  }

  /**
   * Uses a link up; answers the address that it was mailed to.
   * @throws ProblemError `link_invalid`, `link_expired` or `link_used`
   */
  async use(tx: Transaction, purpose: LinkPurpose, token: string): Promise<string> {
    const hash = linkTokenHash(token);
    const now = Date.now();
    const email = await this.repository.use(tx, purpose, hash, now);
    if (email !== undefined) return email;
    const fault = faultOf(await this.repository.state(purpose, hash, tx), now);
    throw fault ?? new ProblemError('server_busy', { retryAfter: 1 });
  }
}

function faultOf(link: LinkState | undefined, now: number): ProblemError | undefined {
  if (!link) return new ProblemError('link_invalid');
  if (link.usedAt !== null) return new ProblemError('link_used');
  if (!link.isCurrent) {
    return new ProblemError('link_expired', { detail: 'A newer link was asked for after it.' });
  }
  return link.expiresAt <= now ? new ProblemError('link_expired') : undefined;
}
