import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Credentials } from '@prome-dify/contracts';
import { Notice } from '../../ui/notice';
import { MailedLinks } from './data-access/mailed-links';
import { AuthCard } from './ui/auth-card';
import { CredentialsForm } from '../../core/session/credentials/credentials-form';

/** Has a link mailed that sets a new password. The form stays, for another try. */
@Component({
  selector: 'pd-forgot-password-page',
  imports: [AuthCard, CredentialsForm, Notice, RouterLink],
  template: `
    <pd-auth-card
      heading="Forgot your password?"
      i18n-heading="@@forgot.heading"
      text="Tell us your email address, and we send you a link to set a new one."
      i18n-text="@@forgot.text"
    >
      @if (sentTo(); as email) {
        <ui-notice tone="good" class="mb-6 wrap-anywhere" i18n="@@forgot.sent">
          If there is an account for {{ email }}, a mail is on its way. Its link works for 30
          minutes. Nothing there? Have a look at the spam folder.
        </ui-notice>
      }
      <pd-credentials-form
        deed="Send link"
        i18n-deed="@@forgot.deed"
        asking="email"
        [perform]="send"
      />
      <p class="text-muted mt-6 text-sm">
        <a class="link" routerLink="/login" i18n="@@forgot.back">Back to sign in</a>
      </p>
    </pd-auth-card>
  `,
})
export class ForgotPasswordPage {
  private readonly links = inject(MailedLinks);

  /** Where the last mail has gone, if there is such an account. */
  protected readonly sentTo = signal('');

  protected readonly send = async ({ email }: Credentials): Promise<void> => {
    this.sentTo.set('');
    await this.links.forgotPassword({ email });
    this.sentTo.set(email);
  };
}
