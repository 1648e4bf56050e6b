import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, inject, input, signal, type OnInit } from '@angular/core';
import { RouterLink } from '@angular/router';
import { failureOf, type Failure } from '../../core/http/failure';
import { SendAgain } from '../../core/session/send-again';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button';
import { formatTokens } from '../../ui/format-tokens';
import { LoadFailed } from '../../ui/load-failed';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';
import { MailedLinks } from './data-access/mailed-links';
import { AuthCard } from './ui/auth-card';
import { isLinkFailure, linkFault } from './ui/link-fault';

/** Verifies an address by the link of a mail, as soon as it is opened. */
@Component({
  selector: 'pd-verify-email-page',
  imports: [AuthCard, Button, LoadFailed, NgTemplateOutlet, Notice, RouterLink, SendAgain, Spinner],
  templateUrl: './verify-email-page.html',
})
export class VerifyEmailPage implements OnInit {
  private readonly links = inject(MailedLinks);
  protected readonly session = inject(Session);

  /** From the link in the mail. */
  readonly token = input<string>();

  /** Free tokens that came with it; `null` before it is done. */
  protected readonly granted = signal<number | null>(null);
  protected readonly fault = signal('');
  /** What has nothing to do with the link, and may go well at the next try. */
  protected readonly failure = signal<Failure | null>(null);
  protected readonly formatTokens = formatTokens;
  protected readonly mayResend = computed(() => this.session.user()?.emailVerified === false);

  ngOnInit(): void {
    void this.verify();
  }

  protected async verify(): Promise<void> {
    const token = this.token();
    this.failure.set(null);
    if (!token) {
      this.fault.set(linkFault());
      return;
    }
    try {
      this.granted.set(await this.links.verifyEmail({ token }));
    } catch (error) {
      this.explain(failureOf(error));
    }
  }

  private explain(failure: Failure): void {
    if (isLinkFailure(failure)) this.fault.set(linkFault(failure));
    else this.failure.set(failure);
  }
}
