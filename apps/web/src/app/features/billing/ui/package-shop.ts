import { Component, inject, input } from '@angular/core';
import type { PackagesAnswer } from '@prome-dify/contracts';
import { Button } from '../../../ui/button';
import { Notice } from '../../../ui/notice';
import { PriceCard } from '../../../ui/price-card';
import { Spinner } from '../../../ui/spinner';
import { Checkout } from '../data-access/checkout';

/** The packages for sale. */
@Component({
  selector: 'pd-package-shop',
  imports: [Button, Notice, PriceCard, Spinner],
  template: `
    @if (checkout.failure(); as failure) {
      <ui-notice tone="error" class="mb-4" i18n="@@shop.failed">
        {{ failure.message }}. Nothing was charged; you can try again.
      </ui-notice>
    }
    <div class="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      @for (pack of offer().packages; track pack.id) {
        <ui-price-card
          [name]="pack.name"
          [description]="pack.description"
          [tokens]="pack.tokens"
          [cents]="pack.priceUsd"
        >
          <button
            uiButton="primary"
            type="button"
            class="w-full"
            [disabled]="offer().mode === 'off' || checkout.busyWith() !== null"
            (click)="checkout.purchase(pack.id)"
          >
            @if (checkout.busyWith() === pack.id) {
              <ui-spinner />
            }
            <span i18n="@@shop.purchase">Purchase {{ pack.name }}</span>
          </button>
        </ui-price-card>
      } @empty {
        <p class="text-muted" i18n="@@shop.empty">Nothing is for sale at the moment.</p>
      }
    </div>
  `,
})
export class PackageShop {
  protected readonly checkout = inject(Checkout);

  readonly offer = input.required<PackagesAnswer>();
}
