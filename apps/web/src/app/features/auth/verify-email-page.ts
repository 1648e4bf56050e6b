import { NgTemplateOutlet } from '@angular/common';
import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SendAgain } from '../../core/session/send-again';
import { Button } from '../../ui/button';
import { formatTokens } from '../../ui/format-tokens';
import { LoadFailed } from '../../ui/load-failed';
import { Notice } from '../../ui/notice';
import { Spinner } from '../../ui/spinner';
import { AuthCard } from './ui/auth-card';
import { MailedLinkPage } from './ui/mailed-link-page';

/** Verifies an address by the link of a mail, as soon as it is opened. */
@Component({
  selector: 'pd-verify-email-page',
  imports: [AuthCard, Button, LoadFailed, NgTemplateOutlet, Notice, RouterLink, SendAgain, Spinner],
  templateUrl: './verify-email-page.html',
})
export class VerifyEmailPage extends MailedLinkPage<number> {
  protected readonly formatTokens = formatTokens;
  protected readonly mayResend = computed(() => this.session.user()?.emailVerified === false);

  /** Answers how many free tokens came with it. */
  protected override follow(token: string): Promise<number> {
    return this.links.verifyEmail({ token });
  }
}
