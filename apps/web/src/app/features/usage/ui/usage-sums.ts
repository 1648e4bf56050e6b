import { Component, computed, inject, input } from '@angular/core';
import type { UsageGrouping } from '@prome-dify/contracts';
import { LoadFailed } from '../../../ui/load-failed';
import { Skeleton } from '../../../ui/skeleton';
import { formatCount, formatTokens } from '../../../ui/format-tokens';
import type { UsageView } from '../data-access/usage-filter';
import { UsageSummary } from '../data-access/usage-summary';
import { BarChart } from './bar-chart';
import { barsOf } from './bars';

type Words = Readonly<Record<UsageGrouping, () => string>>;

const CAPTIONS: Words = {
  day: () => $localize`:@@usage.caption-day:Tokens spent by each day`,
  model: () => $localize`:@@usage.caption-model:Tokens spent by each model`,
  conversation: () => $localize`:@@usage.caption-conversation:Tokens spent by each conversation`,
};

const HEADS: Words = {
  day: () => $localize`:@@usage.day-utc:Day (UTC)`,
  model: () => $localize`:@@usage.model:Model`,
  conversation: () => $localize`:@@usage.conversation:Conversation`,
};

/** What was spent in the chosen time: a chart of the days, and the same as a table. */
@Component({
  selector: 'pd-usage-sums',
  imports: [BarChart, LoadFailed, Skeleton],
  template: `
    @if (summary.failure(); as failure) {
      <ui-load-failed
        what="The sums could not be loaded."
        i18n-what="@@usage.sums-failed"
        [reason]="failure.message"
        (retry)="summary.load(view())"
      />
    } @else if (summary.view(); as answer) {
      <p class="mb-3 tabular-nums">{{ total() }}</p>
      @if (answer.total.spent > 0) {
        @if (answer.by === 'day') {
          <pd-bar-chart [bars]="bars()" [models]="models()" />
        }
        <table [class]="answer.by === 'day' ? 'sr-only' : 'w-full text-[0.9375rem]'">
          <caption class="sr-only">
            {{
              caption()
            }}
          </caption>
          <thead class="text-muted text-left text-[0.8125rem]">
            <tr>
              <th scope="col" class="py-2 pr-4 font-medium">{{ head() }}</th>
              @for (model of columns(); track $index) {
                <th scope="col">{{ model }}</th>
              }
              <th scope="col" class="py-2 text-right font-medium" i18n="@@usage.tokens">Tokens</th>
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
                @for (model of columns(); track $index; let part = $index) {
                  <td>{{ formatCount(bar.parts[part] ?? 0) }}</td>
                }
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
  private readonly drawn = computed(() => {
    const answer = this.summary.view();
    return answer === null ? { bars: [], models: [] } : barsOf(answer);
  });
  protected readonly bars = computed(() => this.drawn().bars);
  protected readonly models = computed(() => this.drawn().models);
  /** The models, where there are several to tell apart. */
  protected readonly columns = computed(() => (this.models().length > 1 ? this.models() : []));
  protected readonly most = computed(() => Math.max(1, ...this.bars().map((bar) => bar.tokens)));
  private readonly by = computed(() => this.summary.view()?.by ?? 'day');
  protected readonly caption = computed(() => CAPTIONS[this.by()]());
  protected readonly head = computed(() => HEADS[this.by()]());
  protected readonly total = computed(() => {
    const { spent = 0, added = 0 } = this.summary.view()?.total ?? {};
    return $localize`:@@usage.total:${formatTokens(spent)}:spent: spent, ${formatTokens(added)}:added: added`;
  });
}
