import { Component, computed, inject, input } from '@angular/core';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { UsageView } from '../data-access/usage-filter';
import { UsageSummary } from '../data-access/usage-summary';
import { BarChart } from './bar-chart';
import { barsOf } from './bars';

/** What was spent in the chosen time: a chart of the days, and the same as a table. */
@Component({
  selector: 'pd-usage-sums',
  imports: [BarChart, LoadFailed, Skeleton],
  template: `
    @if (summary.failure(); as failure) {
      <ui-load-failed
        what="The sums could not be loaded."
        [reason]="failure.message"
        (retry)="summary.load(view())"
      />
    } @else if (summary.view(); as answer) {
      <p class="mb-3 tabular-nums">{{ total() }}</p>
      @if (answer.total.spent > 0) {
        @if (answer.by === 'day') {
          <pd-bar-chart [bars]="bars()" />
        }
        <table [class]="answer.by === 'day' ? 'sr-only' : 'w-full text-[0.9375rem]'">
          <caption class="sr-only">
            Tokens spent by each
            {{
              answer.by
            }}
          </caption>
          <thead class="text-muted text-left text-[0.8125rem]">
            <tr>
              <th scope="col" class="py-2 pr-4 font-medium">{{ head() }}</th>
              <th scope="col" class="py-2 text-right font-medium">Tokens</th>
            </tr>
          </thead>
          <tbody>
            @for (bar of bars(); track $index) {
              <tr>
                <th scope="row" class="py-2 pr-4 text-left font-normal wrap-anywhere">
                  {{ bar.label }}
                  <div
                    class="bg-accent mt-1 h-1.5 rounded-full"
                    aria-hidden="true"
                    [style.width.%]="(bar.tokens / most()) * 100"
                  ></div>
                </th>
                <td class="py-2 text-right align-top tabular-nums">
                  {{ formatCount(bar.tokens) }}
                </td>
              </tr>
            }
          </tbody>
        </table>
      }
    } @else {
      <ui-skeleton class="min-h-48" [lines]="4" />
    }
  `,
})
export class UsageSums {
  protected readonly summary = inject(UsageSummary);

  readonly view = input.required<UsageView>();

  protected readonly formatCount = formatCount;
  protected readonly bars = computed(() => {
    const answer = this.summary.view();
    return answer === null ? [] : barsOf(answer);
  });
  protected readonly most = computed(() => Math.max(1, ...this.bars().map((bar) => bar.tokens)));
  protected readonly head = computed(
    () =>
      ({ day: 'Day (UTC)', model: 'Model', conversation: 'Conversation' })[
        this.summary.view()?.by ?? 'day'
      ],
  );
  protected readonly total = computed(() => {
    const { spent = 0, added = 0 } = this.summary.view()?.total ?? {};
    return `${formatTokens(spent)} spent, ${formatTokens(added)} added`;
  });
}
