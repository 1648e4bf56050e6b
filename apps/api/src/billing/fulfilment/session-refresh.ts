import { Inject, Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Database } from '../../platform/database';
import { StripeGateway } from '../stripe/stripe-gateway';
import { Fulfilment } from './fulfilment';
import { sessionFacts } from './session-facts';

/** Asks Stripe how a checkout stands and lets the answer take effect, whether a webhook came or not. */
@Injectable()
export class SessionRefresh {
  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly stripe: StripeGateway,
    private readonly fulfilment: Fulfilment,
  ) {}

  /**
   * Answers the session as it is now; `undefined` when Stripe does not know it.
   * @throws ProblemError `payment_unavailable`
   */
  async refresh(sessionId: string): Promise<Stripe.Checkout.Session | undefined> {
    const session = await this.stripe.session(sessionId);
    const facts = sessionFacts(session);
    if (facts) await this.database.run((tx) => this.fulfilment.session(tx, facts));
    return session;
  }
}
