import { Injectable, Logger } from '@nestjs/common';
import type Stripe from 'stripe';
import { ProblemError } from '../../platform/http';
import type { Order } from '../orders/order';
import { OrderRepository } from '../orders/order.repository';
import type { PackageRow } from '../packages/package.repository';
import { PackageRepository } from '../packages/package.repository';
import { isKeptFailure, paymentUnavailable, stripeFailureForLog } from '../stripe/stripe-failure';
import { StripeGateway } from '../stripe/stripe-gateway';
import { CheckoutLimits } from './checkout-limits';
import { FrontendUrl } from './frontend-url';
import { orderIdFor } from './order-id';
import { isTooOldToOpen, sessionParams } from './session-params';

const CURRENCY = 'usd';

/** Begins purchases. The order is written before Stripe is asked, so that no payment is lost. */
@Injectable()
export class CheckoutService {
  private readonly logger = new Logger(CheckoutService.name);

  constructor(
    private readonly packages: PackageRepository,
    private readonly orders: OrderRepository,
    private readonly stripe: StripeGateway,
    private readonly frontend: FrontendUrl,
    private readonly limits: CheckoutLimits,
  ) {}

  /**
   * The address where the browser goes to pay. Repeating it with the same idempotency key leads
   * to the same checkout. `origin` is where the browser says it comes from.
   * @throws ProblemError `not_found`, `idempotency_mismatch`, `gone` (the repeated checkout has
   * ended), `payment_unavailable`, `payments_not_configured`, `rate_limited`
   */
  async begin(
    userId: string,
    packageId: string,
    idempotencyKey?: string,
    origin?: string,
  ): Promise<string> {
    this.stripe.assertOn();
    await this.limits.countCheckout(userId);
    const id = orderIdFor(userId, idempotencyKey);
    const chosen = await this.packages.findActive(packageId);
    if (!chosen) throw new ProblemError('not_found');
    const order = await this.orders.create(newOrder(id, userId, chosen));
    if (order.packageId !== packageId) throw new ProblemError('idempotency_mismatch');
    if (order.state === 'open' && order.url !== null) return order.url;
    if (order.state !== 'created' || isTooOldToOpen(order, Date.now())) {
      throw new ProblemError('gone');
    }
    const session = await this.openSession(order, this.frontend.get(origin));
    return this.accept(order, session);
  }

  private async openSession(order: Order, returnTo: string): Promise<Stripe.Checkout.Session> {
    try {
      return await this.createSession(order, order.idempotencySeq, returnTo);
    } catch (error) {
      if (!isKeptFailure(error)) throw this.refused(order, error);
      return this.openAnew(order, returnTo).catch((again: unknown) => {
        throw this.refused(order, again);
      });
    }
  }

  /** Stripe keeps a failure with its key: a new key is safe once no session was made with it. */
  private async openAnew(order: Order, returnTo: string): Promise<Stripe.Checkout.Session> {
    const since = Math.floor(order.createdAt / 1000) - 60;
    const found = await this.stripe.findSession(order.id, since);
    if (found) return found;
    const seq = await this.orders.nextKey(order.id, order.idempotencySeq);
    return this.createSession(order, seq, returnTo);
  }

  private createSession(
    order: Order,
    seq: number,
    returnTo: string,
  ): Promise<Stripe.Checkout.Session> {
    const key = seq === 0 ? `checkout:${order.id}` : `checkout:${order.id}:${seq}`;
    return this.stripe.createSession(sessionParams(order, returnTo), key);
  }

  /** Notes the session, if it is one that a buyer may be sent to. */
  private async accept(order: Order, session: Stripe.Checkout.Session): Promise<string> {
    const { id, url, amount_total: amount, currency } = session;
    // What is not said is checked when it is paid; what is said must be what was asked for.
    const isRight =
      (amount ?? order.amount) === order.amount && (currency ?? order.currency) === order.currency;
    if (!isRight || !this.stripe.isCheckoutPage(url)) {
      const about = { orderId: order.id, sessionId: id, amount, currency };
      this.logger.error(about, 'Stripe opened another checkout than asked for');
      throw paymentUnavailable();
    }
    await this.orders.attachSession(order.id, id, url);
    return url;
  }

  private refused(order: Order, error: unknown): Error {
    this.logger.error(
      { orderId: order.id, ...stripeFailureForLog(error) },
      'Stripe opened no checkout',
    );
    return paymentUnavailable();
  }
}

function newOrder(id: string, userId: string, chosen: PackageRow) {
  return {
    id,
    userId,
    packageId: chosen.id,
    packageName: chosen.name,
    tokens: chosen.tokens,
    amount: chosen.priceUsd,
    currency: CURRENCY,
    stripePriceId: chosen.stripePriceId,
    createdAt: Date.now(),
  };
}
