import { Injectable } from '@nestjs/common';
import { ProblemError } from '../../platform/http';
import { OrderRepository } from '../orders/order.repository';
import { StripeGateway } from '../stripe/stripe-gateway';

/** Finds receipts. They are asked for each time: Stripe's addresses of them do not last. */
@Injectable()
export class PurchaseReceipts {
  constructor(
    private readonly orders: OrderRepository,
    private readonly stripe: StripeGateway,
  ) {}

  /**
   * Where a buyer finds the receipt of one of their purchases.
   * @throws ProblemError `not_found` when there is none, `payment_unavailable`,
   * `payments_not_configured`
   */
  async find(userId: string, orderId: string): Promise<string> {
    const order = await this.orders.findOwn(userId, orderId);
    if (order?.state !== 'paid' || order.paymentIntent === null) {
      throw new ProblemError('not_found');
    }
    const page = await this.stripe.receiptPage(order.paymentIntent);
    if (page === undefined) throw new ProblemError('not_found');
    return page;
  }
}
