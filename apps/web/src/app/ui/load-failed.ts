import { Component, input, output } from '@angular/core';
import { Button } from './button';
import { Notice } from './notice';

/** Stands where a list could not be loaded, and offers to try again. */
@Component({
  selector: 'ui-load-failed',
  imports: [Button, Notice],
  template: `
    <ui-notice tone="error">
      <p>{{ what() }} {{ reason() }}.</p>
      <button
        uiButton="tonal"
        type="button"
        class="mt-3"
        (click)="retry.emit()"
        i18n="@@ui.try-again"
      >
        Try again
      </button>
    </ui-notice>
  `,
})
export class LoadFailed {
  /** A sentence: what is missing. */
  readonly what = input.required<string>();
  /** Why, without the full stop. */
  readonly reason = input.required<string>();
  readonly retry = output();
}
