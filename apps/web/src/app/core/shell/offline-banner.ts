import { Component, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Connectivity } from '../connectivity';
import { OfflineCopies } from '../offline/offline-copies';

/** Says so while there is no network, or what is shown was kept earlier. What is typed stays. */
@Component({
  selector: 'pd-offline-banner',
  imports: [Icon],
  template: `
    <div role="status">
      @if (!connectivity.online()) {
        <p class="bg-high flex items-center justify-center gap-2 px-4 py-2 text-sm">
          <ui-icon name="wifiOff" [size]="16" />
          <span i18n="@@shell.offline">
            You are offline. What you write is kept until you are back.
          </span>
        </p>
      } @else if (copies.shown()) {
        <p class="bg-high flex items-center justify-center gap-2 px-4 py-2 text-sm">
          <ui-icon name="wifiOff" [size]="16" />
          <span i18n="@@shell.kept">
            The server cannot be reached. What you see was kept on this device.
          </span>
        </p>
      }
    </div>
  `,
})
export class OfflineBanner {
  protected readonly connectivity = inject(Connectivity);
  protected readonly copies = inject(OfflineCopies);
}
