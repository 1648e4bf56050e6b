import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { MailDelivery } from './mail-delivery';
import type { DueLink } from './mail-queue.repository';
import { MailQueue } from './mail-queue.repository';

const IDLE_MS = 60_000;
const SOONEST_MS = 200;
const AFTER_FAILURE_MS = 5_000;
/** So many mails are on their way at once: one that hangs holds up no other. */
const AT_ONCE = 8;
const DAY_MS = 24 * 60 * 60 * 1000;
/** So long a link is remembered, to say of an old one that it has expired. */
const KEPT_MS = 7 * DAY_MS;

/** Sends what is in the queue: when something comes in, when something is due again, at the start. */
@Injectable()
export class MailDispatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MailDispatch.name);
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> | undefined;
  private readonly sending = new Set<Promise<void>>();
  private isWoken = false;
  private isStopped = false;
  private tidiedAt = 0;

  constructor(
    private readonly queue: MailQueue,
    private readonly delivery: MailDelivery,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.takeOver(Date.now());
    this.wake();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.pass;
    await Promise.all(this.sending);
  }

  /** Something is due. Returns at once; nobody waits for a mail server. */
  wake(): void {
    this.isWoken = true;
    this.schedule(0);
  }

  private schedule(waitMs: number): void {
    if (this.pass || this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.begin(), waitMs);
  }

  private begin(): void {
    this.isWoken = false;
    this.pass = this.work()
      .catch((error: unknown) => {
        this.logger.error({ err: error }, 'mails could not be sent');
        return AFTER_FAILURE_MS;
      })
      .then((waitMs) => {
        this.pass = undefined;
        this.schedule(this.isWoken ? 0 : waitMs);
      });
  }

  /** Begins what is due; answers how long to wait before there is more to do. */
  private async work(): Promise<number> {
    await this.tidy();
    while (!this.isStopped && this.sending.size < AT_ONCE) {
      const due = await this.queue.due(Date.now(), AT_ONCE - this.sending.size);
      if (due.length === 0) break;
      for (const link of due) await this.start(link);
    }
    const nextAt = (await this.queue.nextAt()) ?? Infinity;
    return Math.min(Math.max(nextAt - Date.now(), SOONEST_MS), IDLE_MS);
  }

  private async start(link: DueLink): Promise<void> {
    const token = await this.delivery.claim(link);
    if (!token) return;
    const sent = this.delivery
      .send(link, token)
      .catch((error: unknown) =>
        this.logger.error({ err: error }, 'a mail is left to be tried again'),
      )
      .finally(() => {
        this.sending.delete(sent);
        this.wake();
      });
    this.sending.add(sent);
  }

  private async tidy(): Promise<void> {
    const now = Date.now();
    if (now - this.tidiedAt < DAY_MS) return;
    await this.queue.forget(now - KEPT_MS);
    this.tidiedAt = now;
  }
}
