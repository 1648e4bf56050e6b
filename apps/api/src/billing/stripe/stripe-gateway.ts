import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import type { PaymentMode } from '@prome-dify/contracts';
import type Stripe from 'stripe';
import { ProblemError } from '../../platform/http';
import { isCheckoutPage, isReceiptPage } from './stripe-pages';
import type { Payments } from './payments';
import { isNotFound, paymentUnavailable, stripeFailureForLog } from './stripe-failure';
import { StripeLists } from './stripe-lists';
import { verifiedEvent } from './verified-event';
import type { VerifiedEvent } from './verified-event';

/** Pages of sessions looked through for one order at the most. */
const SEARCH_MAX = 500;

/** The one place that talks to Stripe, in the words of this product. */
@Injectable()
export class StripeGateway implements OnModuleDestroy {
  private readonly logger = new Logger(StripeGateway.name);

  constructor(private readonly payments: Payments) {}

  get mode(): PaymentMode {
    return this.payments.mode;
  }

  /** See {@link Payments.controlPage}. */
  get controlPage(): string | undefined {
    return this.payments.controlPage;
  }

  /** Whether events of Stripe's live mode are ours, or those of its test mode. */
  get livemode(): boolean {
    return this.payments.mode === 'live';
  }

  onModuleDestroy(): Promise<void> {
    return this.payments.stop();
  }

  /** Whether what Stripe says can be compared with what we know. */
  get keepsBooks(): boolean {
    return this.payments.keepsBooks;
  }

  get isOn(): boolean {
    return this.payments.stripe !== undefined;
  }

  /**
   * Everything that Stripe has.
   * @throws ProblemError `payments_not_configured`
   */
  get lists(): StripeLists {
    return new StripeLists(this.stripe());
  }

  /** @throws ProblemError `payments_not_configured` */
  assertOn(): void {
    this.stripe();
  }

  /** Opens a checkout session; a repeated call with the same key gets the first one. */
  createSession(
    params: Stripe.Checkout.SessionCreateParams,
    idempotencyKey: string,
  ): Promise<Stripe.Checkout.Session> {
    return this.stripe().checkout.sessions.create(params, { idempotencyKey });
  }

  /** The session that was opened for an order, looked for among those made since `seconds`. */
  async findSession(
    orderId: string,
    seconds: number,
  ): Promise<Stripe.Checkout.Session | undefined> {
    const list = this.stripe().checkout.sessions.list({ limit: 100, created: { gte: seconds } });
    let seen = 0;
    for await (const session of list) {
      if (session.metadata?.['order_id'] === orderId) return session;
      seen += 1;
      if (seen >= SEARCH_MAX) break;
    }
    return undefined;
  }

  /** A session with its payment and charge; `undefined` when Stripe does not know it. */
  session(id: string): Promise<Stripe.Checkout.Session | undefined> {
    const expand = ['payment_intent.latest_charge'];
    return this.read((stripe) => stripe.checkout.sessions.retrieve(id, { expand }));
  }

  charge(id: string): Promise<Stripe.Charge | undefined> {
    return this.read((stripe) => stripe.charges.retrieve(id));
  }

  paymentIntent(id: string): Promise<Stripe.PaymentIntent | undefined> {
    return this.read((stripe) => stripe.paymentIntents.retrieve(id));
  }

  /** Where Stripe shows the receipt of a payment; `undefined` when it has none. */
  async receiptPage(paymentIntent: string): Promise<string | undefined> {
    const expand = ['latest_charge'];
    const intent = await this.read((stripe) =>
      stripe.paymentIntents.retrieve(paymentIntent, { expand }),
    );
    const charge = intent?.latest_charge;
    const url = typeof charge === 'object' ? (charge?.receipt_url ?? null) : null;
    return isReceiptPage(url, this.payments.standIn) ? url : undefined;
  }

  /** Whether a browser may be sent there to pay. */
  isCheckoutPage(url: string | null): url is string {
    return isCheckoutPage(url, this.payments.standIn);
  }

  /**
   * The event in a webhook's body, after its signature was checked.
   * @throws ProblemError `webhook_invalid`, or `payments_not_configured` without a secret
   */
  verify(body: Buffer, signature: string | undefined): VerifiedEvent {
    const { webhookSecret } = this.payments;
    if (webhookSecret === undefined) throw new ProblemError('payments_not_configured');
    return verifiedEvent(body, signature, webhookSecret);
  }

  private async read<T>(call: (stripe: Stripe) => Promise<T>): Promise<T | undefined> {
    try {
      return await call(this.stripe());
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (isNotFound(error)) return undefined;
      this.logger.warn(stripeFailureForLog(error), 'Stripe could not be asked');
      throw paymentUnavailable();
    }
  }

  private stripe(): Stripe {
    if (!this.payments.stripe) throw new ProblemError('payments_not_configured');
    return this.payments.stripe;
  }
}
