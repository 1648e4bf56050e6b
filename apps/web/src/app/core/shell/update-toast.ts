import { Component, inject } from '@angular/core';
import { Button } from '../../ui/button';
import { Icon } from '../../ui/icon';
import { Updates } from '../updates/updates';

/** Offers a newer version of the application, while nobody is in the middle of something. */
@Component({
  selector: 'pd-update-toast',
  imports: [Button, Icon],
  template: `
    <div role="status">
      @if (updates.offered()) {
        <div class="toast">
          <p class="min-w-0 flex-1" i18n="@@update.ready">A new version is ready.</p>
          <button uiButton="plain" type="button" (click)="updates.reload()" i18n="@@update.reload">
            Reload
          </button>
          <button
            uiButton="icon"
            type="button"
            aria-label="Later"
            i18n-aria-label="@@update.later"
            (click)="updates.dismiss()"
          >
            <ui-icon name="close" [size]="18" />
          </button>
        </div>
      }
    </div>
  `,
})
export class UpdateToast {
  protected readonly updates = inject(Updates);
}
