import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { Fulfilment } from '../fulfilment/fulfilment';
import type { ChargeFacts } from '../fulfilment/payment-facts';
import { chargeFacts, chargeOfRefund, disputeFacts } from '../fulfilment/payment-facts';
import { sessionFacts } from '../fulfilment/session-facts';
import { OrderRepository } from '../orders/order.repository';
import { StripeGateway } from '../stripe/stripe-gateway';
import type { VerifiedEvent } from '../stripe/verified-event';

/** What is left to do once everything was read: in one transaction. Answers whether it was ours. */
export type Effect = (tx: Transaction) => Promise<boolean>;

/** Nothing, for an event that does not concern us. */
export const NOT_OURS: Effect = () => Promise.resolve(false);

/** Decides what an event does, reading from Stripe what the event itself cannot know. */
@Injectable()
export class EventEffects {
  constructor(
    private readonly stripe: StripeGateway,
    private readonly orders: OrderRepository,
    private readonly fulfilment: Fulfilment,
  ) {}

  /** @throws ProblemError `payment_unavailable` when Stripe has to be asked and does not answer */
  async of(event: VerifiedEvent): Promise<Effect> {
    const { type } = event;
    if (type.startsWith('checkout.session.')) return this.session(event);
    if (type === 'charge.refunded') return this.refundedCharge(event);
    if (type === 'refund.failed' || type === 'refund.updated') return this.refund(event);
    if (type.startsWith('charge.dispute.')) return this.dispute(event);
    return NOT_OURS;
  }

  /** A payment is never undone by a later state of its session, so the signed text is enough. */
  private session({ object, type }: VerifiedEvent): Effect {
    const facts = sessionFacts(object, type);
    return facts ? (tx) => this.fulfilment.session(tx, facts) : NOT_OURS;
  }

  /** Refunds can fail later: the charge as it is now decides, the event's only if it is gone. */
  private async refundedCharge({ object }: VerifiedEvent): Promise<Effect> {
    const told = chargeFacts(object);
    if (!told) return NOT_OURS;
    const now = chargeFacts(await this.stripe.charge(told.chargeId));
    return this.refundOf(now ?? told, false);
  }

  private async refund({ object }: VerifiedEvent): Promise<Effect> {
    const chargeId = chargeOfRefund(object);
    const now = chargeId === undefined ? undefined : await this.stripe.charge(chargeId);
    const facts = chargeFacts(now);
    return facts ? this.refundOf(facts, true) : NOT_OURS;
  }

  private async refundOf(facts: ChargeFacts, canShrink: boolean): Promise<Effect> {
    const orderId = facts.orderId ?? (await this.orderOfPayment(facts.paymentIntent));
    if (orderId === undefined) return NOT_OURS;
    return (tx) => this.fulfilment.charge(tx, orderId, facts, canShrink);
  }

  private async dispute({ object, type, created }: VerifiedEvent): Promise<Effect> {
    const facts = disputeFacts(object, type, created);
    const orderId = facts && (await this.orderOfPayment(facts.paymentIntent));
    if (!facts || orderId === undefined) return NOT_OURS;
    return (tx) => this.fulfilment.dispute(tx, orderId, facts);
  }

  /** By our own note of the payment, or by the payment's metadata when nothing came before. */
  private async orderOfPayment(paymentIntent: string | null): Promise<string | undefined> {
    if (paymentIntent === null) return undefined;
    const known = await this.orders.findByPayment(paymentIntent);
    if (known) return known.id;
    const metadata = (await this.stripe.paymentIntent(paymentIntent))?.metadata;
    const named = metadata?.['order_id'];
    return named !== undefined && UUID.test(named) ? named : undefined;
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
