import { Injectable } from '@nestjs/common';
import { StripeGateway } from '../stripe/stripe-gateway';
import { EventInbox } from './event-inbox.repository';
import { EventProcessor } from './event-processor';

/** Takes events of Stripe: stores them first, so that none is lost, then lets them take effect. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly stripe: StripeGateway,
    private readonly inbox: EventInbox,
    private readonly processor: EventProcessor,
  ) {}

  /**
   * @throws ProblemError `webhook_invalid` for what Stripe did not sign; another one when the
   * event is stored but could not take effect yet, so that Stripe sends it again
   */
  async take(body: Buffer | undefined, signature: string | undefined): Promise<void> {
    const event = this.stripe.verify(body ?? Buffer.alloc(0), signature);
    const isOpen = await this.inbox.receive(event, 'webhook');
    if (isOpen) await this.processor.process(event);
  }
}
