import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { UsageAnswer, UsageView } from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';
import { Pager } from '../../../core/paging/pager';

/** Every change of the balance, newest first. */
@Service({ autoProvided: false })
export class UsageHistory {
  private readonly http = inject(HttpClient);

  readonly list = new Pager<UsageAnswer, UsageView>(
    (cursor) => this.page(cursor),
    (answer) => answer.usage,
  );

  private page(cursor: string | null): Promise<UsageAnswer> {
    const params = new HttpParams({ fromObject: cursor === null ? {} : { cursor } });
    return firstValueFrom(this.http.get<UsageAnswer>('/api/billing/usage', { params }));
  }
}
