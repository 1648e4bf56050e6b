import { Component, computed, input } from '@angular/core';
import { formatMoney } from './format-money';
import { formatTokens } from './format-tokens';

/** One package of tokens with its price; what can be done with it is projected below. */
@Component({
  selector: 'ui-price-card',
  host: { class: 'card flex flex-col gap-1 p-6' },
  template: `
    <h3 class="text-title">{{ name() }}</h3>
    <p class="text-muted flex-1 text-sm">{{ description() }}</p>
    <p class="mt-4 flex items-baseline gap-2">
      <span class="text-3xl font-semibold tracking-tight">{{ price() }}</span>
    </p>
    <p class="text-sm">
      <span class="font-medium">{{ amount() }}</span>
      <span class="text-muted"> · {{ rate() }}</span>
    </p>
    <div class="pt-5"><ng-content /></div>
  `,
})
export class PriceCard {
  readonly name = input.required<string>();
  readonly description = input.required<string>();
  readonly tokens = input.required<number>();
  /** Price in US cents. */
  readonly cents = input.required<number>();

  protected readonly price = computed(() => formatMoney(this.cents(), 'usd'));
  protected readonly amount = computed(() => formatTokens(this.tokens()));
  /** What a thousand tokens cost, so that packages can be compared. */
  protected readonly rate = computed(() => {
    const price = formatMoney((this.cents() / this.tokens()) * 1000, 'usd');
    return $localize`:@@ui.per-thousand:${price}:price: per thousand`;
  });
}
