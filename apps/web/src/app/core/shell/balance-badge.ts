import { Component, inject } from '@angular/core';
import { Icon } from '../../ui/icon';
import { Balance } from '../balance/balance';

/** The balance, with what running answers have set aside, and what is owed, beside it. The number has no separators. */
@Component({
  selector: 'pd-balance-badge',
  imports: [Icon],
  template: `
    @if (balance.view(); as view) {
      <div
        class="bg-low border-line flex min-h-9 items-center gap-1.5 rounded-full border px-2.5 text-sm sm:px-3 tabular-nums"
      >
        <ui-icon name="coin" class="text-accent max-sm:in-[:lang(de)]:hidden" [size]="16" />
        <span data-testid="balance" class="font-medium whitespace-nowrap" i18n="@@balance.tokens"
          >{{ view.balance }}<span class="max-sm:sr-only"> tokens</span></span
        >
        @if (view.held > 0) {
          <span class="text-muted whitespace-nowrap max-sm:sr-only" i18n="@@balance.held">
            · {{ view.held }} held, {{ view.available }} available
          </span>
          <span
            class="bg-accent size-1.5 animate-pulse rounded-full sm:hidden"
            aria-hidden="true"
          ></span>
        }
        @if (view.debt > 0) {
          <span class="text-danger whitespace-nowrap max-sm:sr-only" i18n="@@balance.owed"
            >· {{ view.debt }} owed</span
          >
          <span class="bg-danger size-1.5 rounded-full sm:hidden" aria-hidden="true"></span>
        }
      </div>
    }
  `,
})
export class BalanceBadge {
  protected readonly balance = inject(Balance);
}
