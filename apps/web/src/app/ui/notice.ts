import { Component, computed, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

export type NoticeTone = 'info' | 'good' | 'warning' | 'error';

const ICONS: Readonly<Record<NoticeTone, IconName>> = {
  info: 'spark',
  good: 'check',
  warning: 'alert',
  error: 'alert',
};

/** A message in the page, with what to do next as its last content. Errors are announced at once. */
@Component({
  selector: 'ui-notice',
  imports: [Icon],
  host: {
    '[class]': "'notice notice-' + tone()",
    '[attr.role]': "tone() === 'error' ? 'alert' : 'status'",
  },
  template: `
    <ui-icon class="mt-0.5" [name]="icon()" [size]="18" />
    <div class="min-w-0 flex-1"><ng-content /></div>
  `,
})
export class Notice {
  readonly tone = input<NoticeTone>('info');

  protected readonly icon = computed(() => ICONS[this.tone()]);
}
