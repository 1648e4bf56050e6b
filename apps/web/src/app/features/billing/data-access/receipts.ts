import { DOCUMENT, InjectionToken, Service, inject, signal } from '@angular/core';
import { Failure, failureOf } from '../../../core/http/failure';
import { BillingApi } from './billing-api';
import { paymentAddress } from './payment-address';

/** A tab that was opened empty, and that is led to its address or closed again. */
export interface NewTab {
  go(address: string): void;
  close(): void;
}

/** Opens an empty tab. Browsers allow that at the click, not after an answer has been waited for. */
export const NEW_TAB = new InjectionToken<() => NewTab>('new tab', {
  factory: () => {
    const { defaultView, location } = inject(DOCUMENT);
    return () => {
      const tab = defaultView?.open('', '_blank') ?? null;
      if (tab) tab.opener = null;
      return {
        go: (address) => (tab ? tab.location.replace(address) : location.assign(address)),
        close: () => tab?.close(),
      };
    };
  },
});

/** The way to a receipt, which is a page of Stripe's in a tab of its own. */
@Service({ autoProvided: false })
export class Receipts {
  private readonly api = inject(BillingApi);
  private readonly newTab = inject(NEW_TAB);
  private readonly document = inject(DOCUMENT);
  private readonly opening = signal<string | null>(null);
  private readonly problem = signal<Failure | null>(null);

  /** The purchase whose receipt is being looked for. */
  readonly busyWith = this.opening.asReadonly();
  readonly failure = this.problem.asReadonly();

  async open(purchaseId: string): Promise<void> {
    if (this.opening() !== null) return;
    this.opening.set(purchaseId);
    this.problem.set(null);
    const tab = this.newTab();
    try {
      const { url } = await this.api.receipt(purchaseId);
      const address = paymentAddress(url, this.document.location.hostname);
      if (address === null)
        throw new Failure('unexpected', $localize`:@@receipt.unsafe:It has an unsafe address`);
      tab.go(address);
    } catch (error) {
      tab.close();
      this.problem.set(failureOf(error));
    } finally {
      this.opening.set(null);
    }
  }
}
