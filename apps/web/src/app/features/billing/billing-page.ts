import { httpResource } from '@angular/common/http';
import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import type { PackagesAnswer } from '@prome-dify/contracts';
import { Balance } from '../../core/balance/balance';
import { DebtNotice } from '../../core/balance/debt-notice';
import { Connectivity } from '../../core/connectivity';
import { failureOf } from '../../core/http/failure';
import { formatCount, formatTokens } from '../../ui/format-tokens';
import { LoadFailed } from '../../ui/load-failed';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { Checkout } from './data-access/checkout';
import { Purchases } from './data-access/purchases';
import { Receipts } from './data-access/receipts';
import { ModeNotice } from './ui/mode-notice';
import { PackageShop } from './ui/package-shop';
import { PurchaseList } from './ui/purchase-list';
import { ReturnNotice } from './ui/return-notice';

/** The balance, what can be bought, and what was. Also where the payment page sends people back to. */
@Component({
  selector: 'pd-billing-page',
  imports: [
    DebtNotice,
    LoadFailed,
    ModeNotice,
    Notice,
    PackageShop,
    PurchaseList,
    ReturnNotice,
    Skeleton,
  ],
  providers: [Checkout, Purchases, Receipts],
  host: { '(document:visibilitychange)': 'lookAgain()' },
  templateUrl: './billing-page.html',
})
export class BillingPage {
  protected readonly balance = inject(Balance);
  private readonly purchases = inject(Purchases);
  private readonly connectivity = inject(Connectivity);

  /** `success` or `cancel`, from the address that the payment page leads back to. */
  readonly status = input<string>();
  readonly session_id = input<string>();

  protected readonly formatCount = formatCount;
  protected readonly formatTokens = formatTokens;
  protected readonly packages = httpResource<PackagesAnswer>(() => '/api/billing/packages');
  protected readonly reason = computed(() => failureOf(this.packages.error()).message);
  protected readonly paidSession = computed(() =>
    this.status() === 'success' ? this.session_id() : undefined,
  );

  /** A payment that comes through or goes back changes one of these. */
  private readonly moved = computed(() => {
    const { balance = 0, debt = 0 } = this.balance.view() ?? {};
    return `${balance}:${debt}`;
  });

  constructor() {
    // Then the list of purchases has changed as well; and it may have while there was no network.
    effect(() => {
      this.moved();
      if (this.connectivity.online()) untracked(() => this.listAnew());
    });
    effect(() => {
      if (this.connectivity.online() && untracked(this.packages.error)) this.packages.reload();
    });
  }

  /** A refund or a dispute may come while nobody is looking, and need not move a token. */
  protected lookAgain(): void {
    if (document.visibilityState === 'visible') this.listAnew();
  }

  protected listAnew(): void {
    void this.purchases.list.reload();
  }
}
