import { Component, input } from '@angular/core';
import { Button } from './button';
import { Spinner } from './spinner';

/** Sends the form it stands in. While that is busy it says so, and stays where the keyboard is. */
@Component({
  selector: 'ui-submit-button',
  imports: [Button, Spinner],
  host: { class: 'contents' },
  template: `
    <button
      uiButton="primary"
      type="submit"
      [class.opacity-55]="busy()"
      [attr.aria-disabled]="busy()"
      [attr.aria-busy]="busy()"
    >
      @if (busy()) {
        <ui-spinner />
      }
      <ng-content />
    </button>
  `,
})
export class SubmitButton {
  readonly busy = input.required<boolean>();
}
