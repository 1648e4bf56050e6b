import { Inject, Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database';
import { ProblemError } from '../../platform/http';
import { StripeGateway } from '../stripe/stripe-gateway';
import type { VerifiedEvent } from '../stripe/verified-event';
import type { Effect } from './event-effects';
import { EventEffects, NOT_OURS } from './event-effects';
import { EventInbox } from './event-inbox.repository';

/** Takes stored events to their end: effect and mark in one transaction, or a note to try again. */
@Injectable()
export class EventProcessor {
  private readonly logger = new Logger(EventProcessor.name);

  constructor(
    @Inject(Database) private readonly database: Database,
    private readonly stripe: StripeGateway,
    private readonly effects: EventEffects,
    private readonly inbox: EventInbox,
  ) {}

  /**
   * Processes one stored event; doing it again, or twice at once, changes nothing.
   * @throws ProblemError when it has to be tried again later, which is noted
   */
  async process(event: VerifiedEvent): Promise<void> {
    try {
      await this.takeEffect(event, await this.effectOf(event));
    } catch (error) {
      const problem = error instanceof ProblemError ? error : undefined;
      this.logger.error({ eventId: event.id, err: error }, 'an event failed');
      await this.inbox.fail(event.id, problem?.code ?? 'internal');
      throw problem ?? new ProblemError('server_busy', { retryAfter: 5 });
    }
  }

  private async effectOf(event: VerifiedEvent): Promise<Effect> {
    if (event.livemode === this.stripe.livemode) return this.effects.of(event);
    const about = { eventId: event.id, livemode: event.livemode };
    this.logger.error(about, 'an event of the other mode: check the webhook endpoints at Stripe');
    return NOT_OURS;
  }

  private async takeEffect(event: VerifiedEvent, effect: Effect): Promise<void> {
    await this.database.run(async (tx) => {
      // The mark comes first: of two who process the same event, the second waits and stops here.
      if (!(await this.inbox.close(tx, event.id))) return;
      const isOurs = await effect(tx);
      if (!isOurs) await this.inbox.ignore(tx, event.id);
    });
  }
}
