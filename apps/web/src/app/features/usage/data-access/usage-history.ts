import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { UsageAnswer, UsageView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Pager } from '../../../core/paging/pager';
import { filterOf, type UsageView as Shown } from './usage-filter';

/** Every change of the balance, newest first. */
@Service({ autoProvided: false })
export class UsageHistory {
  private readonly http = inject(HttpClient);

  private filter: Record<string, string> = {};

  readonly list = new Pager<UsageAnswer, UsageView>(
    (cursor) => this.page(cursor),
    (answer) => answer.usage,
  );

  /** Shows the changes of this time and kind. */
  show(view: Shown): Promise<void> {
    this.filter = filterOf(view, Date.now());
    return this.list.reload();
  }

  private page(cursor: string | null): Promise<UsageAnswer> {
    const params = new HttpParams({
      fromObject: { ...this.filter, ...(cursor === null ? {} : { cursor }) },
    });
    return firstValueFrom(this.http.get<UsageAnswer>('/api/billing/usage', { params }));
  }
}
