import { Component, computed, input } from '@angular/core';
import { Notice } from '../../ui/notice';
import type { Failure } from './failure';

/** Says that something did not work, why, and when to try again. */
@Component({
  selector: 'pd-failure-notice',
  imports: [Notice],
  host: { class: 'block' },
  template: `<ui-notice tone="error">{{ words() }}</ui-notice>`,
})
export class FailureNotice {
  readonly failure = input.required<Failure>();
  /** What did not work, as a sentence, where the reason alone does not say it. */
  readonly what = input('');

  protected readonly words = computed(() => {
    const { message, facts } = this.failure();
    const again = $localize`:@@ui.try-again-in:Try again in ${facts.retryAfter}:INTERPOLATION: seconds.`;
    return [this.what(), `${message}.`, facts.retryAfter === undefined ? '' : again]
      .filter((sentence) => sentence !== '')
      .join(' ');
  });
}
