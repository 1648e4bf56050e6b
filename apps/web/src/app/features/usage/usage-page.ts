import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../../ui/button';
import { LoadFailed } from '../../ui/load-failed';
import { Skeleton } from '../../ui/skeleton';
import { OwnLimits } from './data-access/own-limits';
import { UsageHistory } from './data-access/usage-history';
import { LimitsSection } from './ui/limits-section';
import { UsageTable } from './ui/usage-table';

/** Where the tokens went, and how many may go. */
@Component({
  selector: 'pd-usage-page',
  imports: [Button, LimitsSection, LoadFailed, RouterLink, Skeleton, UsageTable],
  providers: [OwnLimits, UsageHistory],
  templateUrl: './usage-page.html',
})
export class UsagePage {
  protected readonly list = inject(UsageHistory).list;

  constructor() {
    void this.list.reload();
  }
}
