import { Injectable, Logger } from '@nestjs/common';
import type { Mail } from '../../platform/mail';
import { Mailer, MailFailure } from '../../platform/mail';
import { accountMark } from '../email-address';
import { UserRepository } from '../user.repository';
import { letter, notice } from './letters';
import { LinkAddress } from './link-address';
import type { LinkToken } from './mail-link';
import { LINK_MS, newLinkToken } from './mail-link';
import type { DueLink } from './mail-queue.repository';
import { MailQueue } from './mail-queue.repository';
import { LEASE_MS, waitAfter } from './retry-schedule';

/** Sends one mail, or notes when to try again. */
@Injectable()
export class MailDelivery {
  private readonly logger = new Logger(MailDelivery.name);

  constructor(
    private readonly queue: MailQueue,
    private readonly users: UserRepository,
    private readonly mailer: Mailer,
    private readonly addresses: LinkAddress,
  ) {}

  /**
   * Begins an attempt, unless another process has. Each makes a token of its own, for a token is kept
   * nowhere: after an attempt that ended in the dark, the link of the next one works.
   */
  async claim(link: DueLink): Promise<LinkToken | undefined> {
    const token = newLinkToken();
    const now = Date.now();
    const isOurs = await this.queue.claim(link, {
      tokenHash: token.hash,
      expiresAt: now + LINK_MS[link.purpose],
      leaseUntil: now + LEASE_MS,
    });
    return isOurs ? token : undefined;
  }

  /** Ends the attempt: sent, not needed, due again, or given up. */
  async send(link: DueLink, token: LinkToken): Promise<void> {
    const mail = await this.mailOf(link, token);
    if (!mail) {
      await this.queue.settle(link, null);
      return;
    }
    await this.mailer.send(mail).then(
      () => this.succeed(link),
      (error: unknown) => this.fail(link, error),
    );
  }

  /**
   * Nobody is told whether an address has an account, so some mails are asked for in vain, and who
   * has the address that somebody else wants gets word instead of a link.
   */
  private async mailOf({ purpose, email }: DueLink, token: LinkToken): Promise<Mail | undefined> {
    if (purpose === 'change-asked' || purpose === 'changed') return notice(purpose, email);
    const user = await this.users.byEmail(email);
    if (purpose === 'change' && user) return notice('taken', email);
    if (purpose === 'reset' && !user) return undefined;
    if (purpose === 'verify' && user?.emailVerifiedAt !== null) return undefined;
    return letter(purpose, email, this.addresses.of(purpose, token.text));
  }

  private async succeed(link: DueLink): Promise<void> {
    await this.queue.settle(link, null);
    this.logger.log(about(link), 'mail sent');
  }

  private async fail(link: DueLink, error: unknown): Promise<void> {
    const failure = error instanceof MailFailure ? error : undefined;
    const waitMs = failure?.isFinal ? undefined : waitAfter(link.attempts + 1);
    await this.queue.settle(link, waitMs === undefined ? null : Date.now() + waitMs);
    const facts = { ...about(link), reason: failure?.reason ?? 'unknown', waitMs };
    if (waitMs === undefined) this.logger.error(facts, 'mail given up');
    else this.logger.warn(facts, 'mail failed, to be tried again');
  }
}

function about({ id, purpose, email, attempts }: DueLink) {
  return { mailId: id, purpose, account: accountMark(email), attempt: attempts + 1 };
}
