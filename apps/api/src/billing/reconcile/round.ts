import { Injectable, Logger } from '@nestjs/common';
import { stripeFailureForLog } from '../stripe/stripe-failure';
import { DriftReport } from './books/drift-report';
import { MissedEvents } from './missed-events';
import { OrderChecks } from './order-checks';
import type { Progress } from './progress';
import { readProgress } from './progress';
import type { HeldJob } from './single-flight';

const DAY_MS = 86_400_000;

/** One round: what was missed is made up for, and once a day both books are compared. */
@Injectable()
export class Round {
  private readonly logger = new Logger(Round.name);

  constructor(
    private readonly orders: OrderChecks,
    private readonly events: MissedEvents,
    private readonly drift: DriftReport,
  ) {}

  async run(job: HeldJob): Promise<void> {
    const began = performance.now();
    const { signal } = job;
    let progress = readProgress(job.progress);
    const note = async (change: Progress): Promise<void> => {
      progress = { ...progress, ...change };
      await job.note(JSON.stringify(progress));
    };
    const orders = await this.step(job, 'orders', () => this.orders.run(signal));
    const events = await this.step(job, 'events', () =>
      this.events.run({
        from: progress.undeliveredTo,
        undelivered: true,
        signal,
        note: (undeliveredTo) => note({ undeliveredTo }),
      }),
    );
    if (Date.now() >= (progress.dailyAt ?? 0) + DAY_MS) {
      await this.step(job, 'the day', () => this.day(job, progress, note));
    }
    const ms = Math.round(performance.now() - began);
    this.logger.log({ orders, events, ms }, 'reconciled with Stripe');
  }

  /** Events that were delivered, but perhaps not to us; then whatever is wrong all the same. */
  private async day(
    { signal }: HeldJob,
    { allTo }: Progress,
    note: (change: Progress) => Promise<void>,
  ): Promise<void> {
    const noteRead = (to: number) => note({ allTo: to });
    const events = await this.events.run({
      from: allTo,
      undelivered: false,
      signal,
      note: noteRead,
    });
    if (events > 0) this.logger.warn({ events }, 'events were delivered, but not to us');
    signal.throwIfAborted();
    await this.drift.run();
    await note({ dailyAt: Date.now() });
  }

  /** What fails is left to the next round and keeps nothing else from being done. */
  private async step<T>(
    { signal }: HeldJob,
    part: string,
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      this.logger.error({ part, ...stripeFailureForLog(error) }, 'a part of reconciling failed');
      return undefined;
    }
  }
}
