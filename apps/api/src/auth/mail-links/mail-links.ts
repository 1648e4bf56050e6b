import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../platform/database';
import type { Principal } from '../../platform/http';
import { ProblemError } from '../../platform/http';
import { Mailer } from '../../platform/mail';
import { MailLimits } from '../limits/mail-limits';
import { MailDispatch } from './mail-dispatch';
import type { LinkPurpose, MailPurpose } from './mail-link';
import { LINK_MS, linkTokenHash } from './mail-link';
import type { LinkState, UsedLink } from './mail-link.repository';
import { MailLinkRepository, subjectOf } from './mail-link.repository';

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
   * it is useless from now on. Does nothing where no mail can be sent. What is about a change of
   * address goes also to who has no account, in the name of who asked for it.
   */
  async request(
    tx: Transaction,
    purpose: MailPurpose,
    email: string,
    asker?: Principal,
  ): Promise<void> {
    if (!this.mailer.isConfigured) return;
    const createdAt = Date.now();
    const times = { createdAt, expiresAt: createdAt + LINK_MS[purpose] };
    await this.repository.retire(tx, purpose, subjectOf({ purpose, email, asker }));
    await this.repository.insert(tx, { id: uuidv7(), purpose, email, asker, ...times });
    tx.afterCommit(() => this.dispatch.wake());
  }

  /** Makes the link of this kind useless, if there is one: of an address, a change of a user. */
  retire(tx: Transaction, purpose: LinkPurpose, subject: string): Promise<void> {
    return this.repository.retire(tx, purpose, subject);
  }

  /** Makes every link useless that was mailed to the address while it was that of the user. */
  retireAll(tx: Transaction, email: string, userId: string): Promise<void> {
    return this.repository.retireAll(tx, email, userId);
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
   * Uses a link up.
   * @throws ProblemError `link_invalid`, `link_expired` or `link_used`
   */
  async use(tx: Transaction, purpose: LinkPurpose, token: string): Promise<UsedLink> {
    const hash = linkTokenHash(token);
    const now = Date.now();
    const used = await this.repository.use(tx, purpose, hash, now);
    if (used) return used;
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
