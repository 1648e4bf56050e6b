import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Credentials } from '@prome-dify/contracts';
import { failureOf } from '../../core/http/failure';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { MailedLinks } from './data-access/mailed-links';
import { AuthCard } from './ui/auth-card';
import { CredentialsForm } from '../../core/session/credentials/credentials-form';
import { isLinkFailure, linkFault } from './ui/link-fault';

/** Sets a new password by the link of a mail. */
@Component({
  selector: 'pd-reset-password-page',
  imports: [AuthCard, Button, CredentialsForm, Notice, RouterLink],
  template: `
    <pd-auth-card heading="Set a new password" i18n-heading="@@reset.heading" [text]="text()">
      @if (done()) {
        <ui-notice tone="good">
          <p i18n="@@reset.done">Your new password is set, and you are signed out everywhere.</p>
          <a uiButton="primary" class="mt-3" routerLink="/login" i18n="@@auth.sign-in">Sign in</a>
        </ui-notice>
      } @else if (fault(); as fault) {
        <ui-notice tone="error">
          <p>{{ fault }}</p>
          <a uiButton="tonal" class="mt-3" routerLink="/forgot-password" i18n="@@reset.again"
            >Ask for a new link</a
          >
        </ui-notice>
      } @else {
        <pd-credentials-form
          deed="Set new password"
          i18n-deed="@@reset.deed"
          asking="password"
          passwordLabel="New password"
          i18n-passwordLabel="@@reset.password"
          [choosing]="true"
          [perform]="reset"
          (done)="finish()"
        />
      }
    </pd-auth-card>
  `,
})
export class ResetPasswordPage {
  private readonly links = inject(MailedLinks);

  /** From the link in the mail. */
  readonly token = input<string>();

  protected readonly done = signal(false);
  private readonly refused = signal('');
  /** Why this link sets no password; none while it may. */
  protected readonly fault = computed(() => this.refused() || (this.token() ? '' : linkFault()));
  protected readonly text = computed(() =>
    this.done() || this.fault()
      ? ''
      : $localize`:@@reset.text:It takes the place of the old one at once.`,
  );

  protected readonly reset = async ({ password: newPassword }: Credentials): Promise<void> => {
    try {
      await this.links.resetPassword({ token: this.token() ?? '', newPassword });
    } catch (error) {
      const failure = failureOf(error);
      if (isLinkFailure(failure)) this.refused.set(linkFault(failure));
      throw failure;
    }
  };

  protected finish(): void {
    this.done.set(true);
  }
}
