import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UsageView } from '@prome-dify/contracts';
import { formatTime } from '../../../ui/format-time';
import { formatCount } from '../../../ui/format-tokens';
import { changeOf, whatOf } from './usage-row';

/** The history as a table; a line about an answer leads to its conversation. */
@Component({
  selector: 'pd-usage-table',
  imports: [RouterLink],
  template: `
    <table class="w-full text-[0.9375rem]">
      <caption class="sr-only" i18n="@@usage.table">
        Every change of your balance, newest first
      </caption>
      <thead class="text-muted text-left text-[0.8125rem]">
        <tr>
          <th scope="col" class="py-2.5 pr-4 font-medium" i18n="@@usage.what">What</th>
          <th scope="col" class="py-2.5 pr-4 font-medium max-sm:sr-only" i18n="@@usage.when">
            When
          </th>
          <th scope="col" class="py-2.5 pr-4 text-right font-medium" i18n="@@usage.tokens">
            Tokens
          </th>
          <th scope="col" class="py-2.5 text-right font-medium" i18n="@@usage.balance-after">
            Balance after
          </th>
        </tr>
      </thead>
      <tbody class="divide-line border-line divide-y border-y">
        @for (row of rows(); track row.id) {
          <tr>
            <td class="py-3 pr-4">
              @if (row.conversationId; as id) {
                <a class="link" [routerLink]="['/chat', id]">{{ whatOf(row) }}</a>
              } @else {
                {{ whatOf(row) }}
              }
              <span class="text-muted block text-[0.8125rem] sm:hidden" aria-hidden="true">
                {{ formatTime(row.createdAt) }}
              </span>
            </td>
            <td class="text-muted py-3 pr-4 max-sm:sr-only">
              <time [dateTime]="row.createdAt">{{ formatTime(row.createdAt) }}</time>
            </td>
            <td class="py-3 pr-4 text-right tabular-nums" [class.text-accent]="row.tokensUsed < 0">
              {{ changeOf(row) }}
            </td>
            <td class="py-3 text-right tabular-nums">{{ formatCount(row.balanceAfter) }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class UsageTable {
  readonly rows = input.required<readonly UsageView[]>();

  protected readonly whatOf = whatOf;
  protected readonly changeOf = changeOf;
  protected readonly formatTime = formatTime;
  protected readonly formatCount = formatCount;
}
