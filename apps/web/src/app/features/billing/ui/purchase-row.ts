import { Component, computed, inject, input } from '@angular/core';
import type { PurchaseView } from '@prome-dify/contracts';
import { formatMoney } from '../../../ui/format-money';
import { formatTime } from '../../../ui/format-time';
import { formatTokens } from '../../../ui/format-tokens';
import { Icon } from '../../../ui/icon';
import { Receipts } from '../data-access/receipts';
import { shownState } from './purchase-state';

/** One purchase: two columns on a phone, one line with a note below it elsewhere. */
@Component({
  selector: 'li[pd-purchase-row]',
  imports: [Icon],
  host: { class: 'purchase' },
  templateUrl: './purchase-row.html',
})
export class PurchaseRow {
  protected readonly receipts = inject(Receipts);

  readonly purchase = input.required<PurchaseView>();

  protected readonly state = computed(() => shownState(this.purchase()));
  protected readonly time = computed(() => formatTime(this.purchase().createdAt));
  protected readonly receiptLabel = computed(() => {
    const { packageName } = this.purchase();
    return $localize`:@@receipt.label:Receipt for ${packageName}:package:, ${this.time()}:time:`;
  });
  protected readonly tokens = computed(() => formatTokens(this.purchase().tokens));
  protected readonly price = computed(() => {
    const { amount, currency } = this.purchase();
    return formatMoney(amount, currency);
  });
}
