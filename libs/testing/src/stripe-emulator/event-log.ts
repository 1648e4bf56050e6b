import Stripe from 'stripe';
import { newId } from './ids';

/** The request that caused an event. */
export interface Cause {
  readonly requestId: string | null;
  readonly idempotencyKey: string | null;
}

export const NO_CAUSE: Cause = { requestId: null, idempotencyKey: null };

/** All events so far, oldest first, and whether the webhook endpoint has taken them. */
export class EventLog {
  private readonly log: Stripe.EventBase[] = [];
  private readonly subscribers: ((event: Stripe.EventBase) => void)[] = [];

  constructor(
    private readonly now: () => number,
    private readonly enabled: ReadonlySet<string>,
  ) {}

  /** Calls `listener` with each new event the webhook endpoint is subscribed to. */
  onEvent(listener: (event: Stripe.EventBase) => void): void {
    this.subscribers.push(listener);
  }

  append(type: Stripe.Event.Type, object: Stripe.Event.Data.Object, cause: Cause): void {
    const wanted = this.enabled.has(type);
    const event: Stripe.EventBase = {
      id: newId('evt'),
      object: 'event',
      api_version: Stripe.API_VERSION,
      created: Math.floor(this.now() / 1000),
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: wanted ? 1 : 0,
      request: { id: cause.requestId, idempotency_key: cause.idempotencyKey },
      type,
    };
    this.log.push(event);
    if (wanted) for (const listener of this.subscribers) listener(event);
  }

  markDelivered(id: string): void {
    const index = this.log.findIndex((event) => event.id === id);
    const event = this.log[index];
    if (event) this.log[index] = { ...event, pending_webhooks: 0 };
  }

  get(id: string): Stripe.EventBase | undefined {
    return this.log.find((event) => event.id === id);
  }

  all(): readonly Stripe.EventBase[] {
    return this.log;
  }
}
