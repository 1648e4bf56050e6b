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
    >
      Send again
    </button>
    <span role="status" class="ml-2">
      @if (mail.state() === 'sending') {
        Sending…
      } @else if (mail.state() === 'sent') {
        Sent.
      } @else if (mail.failure(); as failure) {
        It was not sent: {{ failure.message }}.
      }
    </span>
  `,
})
export class SendAgain {
  protected readonly mail = inject(VerificationMail);
}
