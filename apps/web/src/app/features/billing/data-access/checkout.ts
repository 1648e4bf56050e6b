import { DOCUMENT, InjectionToken, Service, inject, signal } from '@angular/core';
import { Failure, failureOf } from '../../../core/http/failure';
import { BillingApi } from './billing-api';
import { paymentAddress } from './payment-address';

/** Leaves this application for another address. */
export const LEAVE = new InjectionToken<(address: string) => void>('leave', {
  factory: () => {
    const document = inject(DOCUMENT);
    return (address) => document.location.assign(address);
  },
});

/** The way to the payment page. One purchase at a time: a second click is not a second purchase. */
@Service({ autoProvided: false })
export class Checkout {
  private readonly api = inject(BillingApi);
  private readonly leave = inject(LEAVE);
  private readonly document = inject(DOCUMENT);
  private readonly buying = signal<string | null>(null);
  private readonly problem = signal<Failure | null>(null);

  /** The package that is being bought; stays so while the payment page loads. */
  readonly busyWith = this.buying.asReadonly();
  readonly failure = this.problem.asReadonly();

  constructor() {
    // Coming back by the browser's Back brings this page back as it was left: locked.
    this.document.defaultView?.addEventListener('pageshow', () => this.buying.set(null));
  }

  async purchase(packageId: string): Promise<void> {
    if (this.buying() !== null) return;
    this.buying.set(packageId);
    this.problem.set(null);
    try {
      const { url } = await this.api.checkout(packageId);
      this.go(url);
    } catch (error) {
      this.problem.set(failureOf(error));
      this.buying.set(null);
    }
  }

  private go(url: string): void {
    const address = paymentAddress(url, this.document.location.hostname);
    if (address === null) {
      throw new Failure(
        'unexpected',
        $localize`:@@checkout.unsafe:The payment page has an unsafe address`,
      );
    }
    this.leave(address);
  }
}
