import { Component, computed, inject, input, output } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import type { PurchaseState } from '@prome-dify/contracts';
import { startWith, switchMap, tap } from 'rxjs';
import { Balance } from '../../../core/balance/balance';
import { Notice } from '../../../ui/notice';
import { BillingApi } from '../data-access/billing-api';
import { confirmations, type Confirmation } from '../data-access/confirmation';
import { returnText } from './return-text';

/** Tells somebody who comes back from the payment page how it stands: pending, then credited. */
@Component({
  selector: 'pd-return-notice',
  imports: [Notice],
  template: `<ui-notice [tone]="text().tone">{{ text().text }}</ui-notice>`,
})
export class ReturnNotice {
  private readonly api = inject(BillingApi);
  private readonly balance = inject(Balance);

  /** The checkout session of the return address. Anybody can write one there; the API decides. */
  readonly sessionId = input.required<string>();

  /** The purchase was found to stand in another way than before. */
  readonly changed = output();

  private lastState: PurchaseState | null = null;
  private readonly confirmation = toSignal(
    toObservable(this.sessionId).pipe(
      switchMap((id) => confirmations(() => this.api.confirm(id))),
      tap((confirmation) => this.notice(confirmation)),
      startWith<Confirmation>({ kind: 'checking' }),
    ),
    { requireSync: true },
  );
  protected readonly text = computed(() => returnText(this.confirmation()));

  private notice(confirmation: Confirmation): void {
    if (confirmation.kind !== 'known') return;
    const { purchase } = confirmation.answer;
    this.balance.moved();
    if (purchase.state !== this.lastState) this.changed.emit();
    this.lastState = purchase.state;
  }
}
