import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import type { UsageGrouping } from '@prome-dify/contracts';
import type { UsageView } from '../data-access/usage-filter';
import { GROUPINGS, KINDS, PERIODS } from '../data-access/usage-filter';
import { WHAT } from './usage-row';

/** The time and the kind that the page is about; kept in its address. */
@Component({
  selector: 'pd-usage-choices',
  template: `
    <div class="grid gap-3 sm:grid-cols-3">
      <label class="text-label"
        ><span i18n="@@usage.time">Time</span>
        <select class="input mt-1" (change)="choose('days', $event)">
          @for (days of periods; track days) {
            <option [value]="days" [selected]="days === view().days" i18n="@@usage.last-days">
              Last {{ days }} days
            </option>
          }
        </select>
      </label>
      <label class="text-label"
        ><span i18n="@@usage.kind">Kind</span>
        <select class="input mt-1" (change)="choose('kind', $event)">
          <option value="" [selected]="view().kind === ''" i18n="@@usage.everything">
            Everything
          </option>
          @for (kind of kinds; track kind) {
            <option [value]="kind" [selected]="kind === view().kind">{{ what[kind]() }}</option>
          }
        </select>
      </label>
      <label class="text-label"
        ><span i18n="@@usage.sums-of-each">Sums of each</span>
        <select class="input mt-1" (change)="choose('by', $event)">
          @for (by of groupings; track by) {
            <option [value]="by" [selected]="by === view().by">{{ names[by]() }}</option>
          }
        </select>
      </label>
    </div>
  `,
})
export class UsageChoices {
  private readonly router = inject(Router);

  readonly view = input.required<UsageView>();

  protected readonly periods = PERIODS;
  protected readonly kinds = KINDS;
  protected readonly groupings = GROUPINGS;
  protected readonly names: Readonly<Record<UsageGrouping, () => string>> = {
    day: () => $localize`:@@usage.day:Day`,
    model: () => $localize`:@@usage.model:Model`,
    conversation: () => $localize`:@@usage.conversation:Conversation`,
  };
  protected readonly what = WHAT;

  protected choose(name: 'days' | 'kind' | 'by', { target }: Event): void {
    const value = (target as HTMLSelectElement).value || null;
    const queryParamsHandling = 'merge';
    void this.router.navigate([], { queryParams: { [name]: value }, queryParamsHandling });
  }
}
