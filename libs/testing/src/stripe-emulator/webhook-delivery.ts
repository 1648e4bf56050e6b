import Stripe from 'stripe';
import type { EventLog } from './event-log';

/** One attempt to hand an event to the webhook endpoint. */
export interface Delivery {
  readonly eventId: string;
  readonly type: Stripe.Event.Type;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** Status of the endpoint's answer; `null` when there was none. */
  readonly status: number | null;
  readonly error: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What deliveries need to know; see `StripeEmulatorOptions`. */
export interface DeliverySettings {
  readonly url: () => string | null;
  readonly secret: string;
  readonly retryDelaysMs: readonly number[];
  readonly now: () => number;
}

const TIMEOUT_MS = 10_000;

/** Posts signed events to the webhook endpoint and tries again until it answers 2xx. */
export class WebhookDelivery {
  private readonly attempts: Delivery[] = [];
  private readonly running = new Set<Promise<void>>();
  private readonly stopped = new AbortController();
  /** While true, new events are not sent (as if the network lost them). */
  dropping = false;

  constructor(
    private readonly log: EventLog,
    private readonly settings: DeliverySettings,
  ) {
    log.onEvent((event) => {
      if (!this.dropping && !this.stopped.signal.aborted) this.start(event);
    });
  }

  deliveries(): readonly Delivery[] {
    return this.attempts;
  }

  /** Sends an event once more, now. Resolves with what the endpoint answered. */
  async redeliver(eventId: string): Promise<Delivery> {
    const event = this.log.get(eventId);
    if (!event) throw new Error(`There is no event ${eventId}`);
    return this.attempt(event);
  }

  /** Does `action`, and resolves when the events it made have been taken, or after `ms`. */
  async after<T>(action: () => T, ms: number): Promise<T> {
    const before = new Set(this.running);
    const result = action();
    const caused = [...this.running].filter((delivery) => !before.has(delivery));
    const timeout = new AbortController();
    await Promise.race([Promise.all(caused), pause(ms, timeout.signal)]);
    timeout.abort();
    return result;
  }

  /** Gives up what is under way, and waits until it is over. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.running);
  }

  private start(event: Stripe.EventBase): void {
    const delivery = this.deliver(event).finally(() => this.running.delete(delivery));
    this.running.add(delivery);
  }

  private async deliver(event: Stripe.EventBase): Promise<void> {
    for (const delay of this.settings.retryDelaysMs) {
      await pause(delay, this.stopped.signal);
      if (this.stopped.signal.aborted) return;
      if (isSuccess(await this.attempt(event))) return;
    }
  }

  private async attempt(event: Stripe.EventBase): Promise<Delivery> {
    const { now } = this.settings;
    const attempt = this.attempts.filter((other) => other.eventId === event.id).length + 1;
    const outcome = await this.post(JSON.stringify(event, null, 2));
    const delivery = { eventId: event.id, type: event.type, attempt, ...outcome, at: now() };
    this.attempts.push(delivery);
    if (isSuccess(delivery)) this.log.markDelivered(event.id);
    return delivery;
  }

  private async post(payload: string): Promise<Pick<Delivery, 'status' | 'error'>> {
    const url = this.settings.url();
    if (url === null) return { status: null, error: 'the webhook address is not known yet' };
    const timestamp = Math.floor(this.settings.now() / 1000);
    const { secret } = this.settings;
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...HEADERS, 'stripe-signature': signature },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([this.stopped.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return { status: response.status, error: null };
    } catch (error) {
      return { status: null, error: error instanceof Error ? error.message : 'failed' };
    }
  }
}

const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
};

function isSuccess({ status }: Delivery): boolean {
  return status !== null && status >= 200 && status < 300;
}

/** Waits, but no longer than until the signal. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
