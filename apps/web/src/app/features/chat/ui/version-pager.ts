import { Component, input, output } from '@angular/core';
import type { MessageVersion } from '@prome-dify/contracts';
import { Icon } from '../../../ui/icon';

/** Which of several versions of a message is shown, and the way to the others. */
@Component({
  selector: 'pd-version-pager',
  imports: [Icon],
  host: { class: 'inline-flex items-center tabular-nums' },
  template: `
    <button
      type="button"
      class="pager-button"
      aria-label="Previous version"
      i18n-aria-label="@@version.previous"
      [attr.aria-disabled]="locked() || version().previousId === null"
      (click)="go(version().previousId)"
    >
      <ui-icon name="chevronLeft" [size]="16" />
    </button>
    <span aria-hidden="true">{{ version().number }}/{{ version().count }}</span>
    <span class="sr-only" aria-live="polite" i18n="@@version.place"
      >{{ version().number }} of {{ version().count }}</span
    >
    <button
      type="button"
      class="pager-button"
      aria-label="Next version"
      i18n-aria-label="@@version.next"
      [attr.aria-disabled]="locked() || version().nextId === null"
      (click)="go(version().nextId)"
    >
      <ui-icon name="chevronRight" [size]="16" />
    </button>
  `,
})
export class VersionPager {
  readonly version = input.required<MessageVersion>();
  /** Whether no other version can be shown now. The buttons keep the keyboard all the same. */
  readonly locked = input.required<boolean>();
  readonly show = output<string>();

  protected go(id: string | null): void {
    if (id !== null && !this.locked()) this.show.emit(id);
  }
}
