import { Component, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Connectivity } from '../connectivity';

/** Says so while the browser has no network. What is typed stays. */
@Component({
  selector: 'pd-offline-banner',
  imports: [Icon],
  template: `
    <div role="status">
      @if (!connectivity.online()) {
        <p class="bg-high flex items-center justify-center gap-2 px-4 py-2 text-sm">
          <ui-icon name="wifiOff" [size]="16" />
          You are offline. What you write is kept until you are back.
        </p>
      }
    </div>
  `,
})
export class OfflineBanner {
  protected readonly connectivity = inject(Connectivity);
}
