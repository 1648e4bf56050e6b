import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { storedEvent } from '../stripe/verified-event';
import { EventInbox } from './event-inbox.repository';
import { EventProcessor } from './event-processor';

const PERIOD_MS = 60_000;

/** Tries again what failed, or was left behind by a crash: at the start and every minute. */
@Injectable()
export class EventRetries implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(EventRetries.name);
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;

  constructor(
    private readonly inbox: EventInbox,
    private readonly processor: EventProcessor,
  ) {}

  onApplicationBootstrap(): void {
    this.begin();
    this.timer = setInterval(() => this.begin(), PERIOD_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.pass;
  }

  private begin(): void {
    this.pass ??= this.retryDue()
      .catch((error: unknown) => this.logger.error({ err: error }, 'events could not be read'))
      .finally(() => {
        this.pass = undefined;
      });
  }

  private async retryDue(): Promise<void> {
    for (const payload of await this.inbox.due()) {
      // What fails again has been logged and noted for a later time.
      await this.processor.process(storedEvent(payload)).catch(() => undefined);
    }
  }
}
