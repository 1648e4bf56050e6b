import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../../ui/button';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { OwnLimits } from './data-access/own-limits';
import { UsageFile } from './data-access/usage-file';
import { viewOf } from './data-access/usage-filter';
import { UsageHistory } from './data-access/usage-history';
import { UsageSummary } from './data-access/usage-summary';
import { LimitsSection } from './ui/limits-section';
import { UsageChoices } from './ui/usage-choices';
import { UsageSums } from './ui/usage-sums';
import { UsageTable } from './ui/usage-table';

/** Where the tokens went, and how many may go. */
@Component({
  selector: 'pd-usage-page',
  imports: [
    Button,
    LimitsSection,
    LoadFailed,
    RouterLink,
    Skeleton,
    UsageChoices,
    UsageSums,
    UsageTable,
  ],
  providers: [OwnLimits, UsageFile, UsageHistory, UsageSummary],
  templateUrl: './usage-page.html',
})
export class UsagePage {
  private readonly history = inject(UsageHistory);
  private readonly summary = inject(UsageSummary);
  protected readonly file = inject(UsageFile);
  protected readonly list = this.history.list;

  /** From the address of the page. */
  readonly days = input<string>();
  readonly by = input<string>();
  readonly kind = input<string>();

  protected readonly view = computed(() =>
    viewOf({ days: this.days(), by: this.by(), kind: this.kind() }),
  );

  constructor() {
    effect(() => {
      const view = this.view();
      untracked(() => {
        void this.history.show(view);
        void this.summary.load(view);
      });
    });
  }
}
