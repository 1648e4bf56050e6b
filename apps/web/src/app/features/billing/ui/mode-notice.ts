import { Component, computed, input } from '@angular/core';
import type { PaymentMode } from '@prome-dify/contracts';
import { Notice } from '../../../ui/notice';

const TEXTS: Readonly<Record<PaymentMode, () => string>> = {
  live: () => '',
  test: () =>
    $localize`:@@billing.mode-test:Stripe test mode: no money moves. Pay with the card 4242 4242 4242 4242.`,
  emulator: () =>
    $localize`:@@billing.mode-sandbox:Sandbox: no money moves. Payments here end on a test page of our own.`,
  off: () => $localize`:@@billing.mode-off:Payments are not set up here, so nothing can be bought.`,
};

/** Says when payments are not what they look like. */
@Component({
  selector: 'pd-mode-notice',
  imports: [Notice],
  template: `
    @if (text()) {
      <ui-notice tone="warning">{{ text() }}</ui-notice>
    }
  `,
})
export class ModeNotice {
  readonly mode = input.required<PaymentMode>();

  protected readonly text = computed(() => TEXTS[this.mode()]());
}
