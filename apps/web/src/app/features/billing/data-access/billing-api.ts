import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type {
  CheckoutAnswer,
  PurchaseAnswer,
  PurchaseReceiptAnswer,
  PurchasesAnswer,
} from '@prome-dify/contracts';
import { firstValueFrom } from 'rxjs';

/** The billing endpoints. Every failure is a `Failure`. */
@Service()
export class BillingApi {
  private readonly http = inject(HttpClient);

  checkout(packageId: string): Promise<CheckoutAnswer> {
    return firstValueFrom(this.http.post<CheckoutAnswer>('/api/billing/checkout', { packageId }));
  }

  /** Asks the API to look at a checkout session that the payment page sent us back with. */
  confirm(sessionId: string): Promise<PurchaseAnswer> {
    const url = `/api/billing/checkout/${encodeURIComponent(sessionId)}/confirm`;
    return firstValueFrom(this.http.post<PurchaseAnswer>(url, {}));
  }

  /** Where the receipt of a purchase can be seen. */
  receipt(purchaseId: string): Promise<PurchaseReceiptAnswer> {
    const url = `/api/billing/purchases/${encodeURIComponent(purchaseId)}/receipt`;
    return firstValueFrom(this.http.get<PurchaseReceiptAnswer>(url));
  }

  purchases(cursor: string | null): Promise<PurchasesAnswer> {
    const params = new HttpParams({ fromObject: cursor === null ? {} : { cursor } });
    return firstValueFrom(this.http.get<PurchasesAnswer>('/api/billing/purchases', { params }));
  }
}
