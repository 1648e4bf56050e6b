import { Service, inject } from '@angular/core';
import type { PurchaseView, PurchasesAnswer } from '@prome-dify/contracts';
import { Pager } from '../../../core/paging/pager';
import { BillingApi } from './billing-api';

/** The purchases of this account, newest first. */
@Service({ autoProvided: false })
export class Purchases {
  private readonly api = inject(BillingApi);

  readonly list = new Pager<PurchasesAnswer, PurchaseView>(
    (cursor) => this.api.purchases(cursor),
    (answer) => answer.purchases,
  );
}
