import { Component, inject } from '@angular/core';
import { VerificationMail } from './verification-mail';

/** Has the verifying mail sent again, and says what became of that. */
@Component({
  selector: 'pd-send-again',
  template: `
    <button
      type="button"
      class="link min-h-6"
      [attr.aria-disabled]="mail.state() === 'sending'"
      (click)="mail.send()"
      i18n="@@verify.send-again"
    >
      Send again
    </button>
    <span role="status" class="ml-2">
      @if (mail.state() === 'sending') {
        <ng-container i18n="@@verify.sending">Sending…</ng-container>
      } @else if (mail.state() === 'sent') {
        <ng-container i18n="@@verify.sent">Sent.</ng-container>
      } @else if (mail.failure(); as failure) {
        <ng-container i18n="@@verify.not-sent"
          >It was not sent: {{ failure.message }}.</ng-container
        >
      }
    </span>
  `,
})
export class SendAgain {
  protected readonly mail = inject(VerificationMail);
}
