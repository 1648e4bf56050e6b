import { Injectable } from '@nestjs/common';
import { OrderSchedule } from '../orders/order-schedule.repository';
import { StripeGateway } from '../stripe/stripe-gateway';
import type { VerifiedEvent } from '../stripe/verified-event';
import { EventInbox } from '../webhook/event-inbox.repository';
import { EventProcessor } from '../webhook/event-processor';
import { inParallel } from './in-parallel';

const DAY_S = 86_400;
/** Stripe forgets events after that. */
const KEPT_S = 30 * DAY_S;
/** Read again each time, for events that were listed late and for clocks that differ. */
const OVERLAP_S = 3_600;
/** Events that take effect at the same time. */
const WIDTH = 4;

/** Which events to read, and how to note that all of them up to a time have been read. */
export interface Reading {
  /** Seconds since 1970; `undefined` when nothing was ever read. */
  readonly from: number | undefined;
  /** Only events that Stripe could not deliver. */
  readonly undelivered: boolean;
  readonly signal: AbortSignal;
  note(readTo: number): Promise<void>;
}

/** Takes from Stripe the events that no webhook has brought, by the same way as those it has. */
@Injectable()
export class MissedEvents {
  constructor(
    private readonly stripe: StripeGateway,
    private readonly orders: OrderSchedule,
    private readonly inbox: EventInbox,
    private readonly processor: EventProcessor,
  ) {}

  /**
   * Reads on to the present, a day at a time so that what was read counts even if the rest fails;
   * answers how many events were new.
   */
  async run(reading: Reading): Promise<number> {
    const now = Math.floor(Date.now() / 1000);
    const start = await this.start(reading.from);
    if (start === undefined) return 0;
    let count = 0;
    let from = Math.max(start, now - KEPT_S);
    do {
      const to = Math.min(from + DAY_S, now);
      const span = { from: from - OVERLAP_S, to: to === now ? undefined : to };
      for await (const page of this.stripe.lists.events(span, reading.undelivered)) {
        count += await this.take(page, reading.signal);
      }
      await reading.note(to);
      from = to;
    } while (from < now);
    return count;
  }

  /** Before the first order nothing has happened that concerns us. */
  private async start(from: number | undefined): Promise<number | undefined> {
    if (from !== undefined) return from;
    const first = await this.orders.firstOrderAt();
    return first === undefined ? undefined : Math.floor(first / 1000);
  }

  private async take(page: readonly VerifiedEvent[], signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const events = await this.inbox.unknown(page);
    await inParallel(events, WIDTH, async (event) => {
      signal.throwIfAborted();
      const isOpen = await this.inbox.receive(event, 'reconcile');
      // What fails has been logged and noted, and is tried again like any other.
      if (isOpen) await this.processor.process(event).catch(() => undefined);
    });
    return events.length;
  }
}
