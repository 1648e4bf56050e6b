import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Balance } from '../../../core/balance/balance';
import { DebtNotice } from '../../../core/balance/debt-notice';
import { Icon } from '../../../ui/icon';
import { Notice } from '../../../ui/notice';
import { LowBalanceNotices } from '../data-access/low-balance-notices';

/** Says once per threshold that the tokens are running out, and always that some are owed. */
@Component({
  selector: 'pd-low-balance',
  imports: [DebtNotice, Icon, Notice, RouterLink],
  template: `
    @if (balance.debt() > 0) {
      <pd-debt-notice class="mb-3 block"
        ><a class="link whitespace-nowrap" routerLink="/billing" i18n="@@chat.buy"
          >Buy tokens</a
        ></pd-debt-notice
      >
    } @else if (notices.due()) {
      <ui-notice tone="warning" class="mb-3">
        <div class="flex items-center justify-between gap-3">
          <p>
            {{ text() }}
            <a class="link whitespace-nowrap" routerLink="/billing" i18n="@@chat.buy">Buy tokens</a>
          </p>
          <button
            type="button"
            aria-label="Dismiss"
            i18n-aria-label="@@ui.dismiss"
            class="-my-2 -mr-2 grid size-11 shrink-0 place-items-center rounded-lg"
            (click)="notices.dismiss()"
          >
            <ui-icon name="close" [size]="18" />
          </button>
        </div>
      </ui-notice>
    }
  `,
})
export class LowBalance {
  protected readonly balance = inject(Balance);
  protected readonly notices = inject(LowBalanceNotices);

  protected readonly text = computed(() => {
    const left = this.balance.view()?.balance ?? 0;
    return left > 0
      ? $localize`:@@balance.low:Only ${left}:count: tokens are left.`
      : $localize`:@@balance.empty:Your tokens are used up.`;
  });
}
