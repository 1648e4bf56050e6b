import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { OpenStreams } from '../../platform/streams/open-streams';
import { SessionRepository } from './session.repository';

/** Streams end within five seconds of their session; this leaves a busy database time to answer. */
const PERIOD_MS = 2_000;

/**
 * Ends the streams of sessions that are over, whichever process ended them: one question to the
 * database for all streams of this process, and none while nobody reads.
 */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SessionWatch.name);
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(
    private readonly streams: OpenStreams,
    private readonly sessions: SessionRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), PERIOD_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round; it is left out while the one before still waits for the database. */
  async look(): Promise<void> {
    const ids = this.streams.sessionIds();
    if (this.isLooking || ids.length === 0) return;
    this.isLooking = true;
    try {
      const alive = await this.sessions.aliveAmong(ids, Date.now());
      for (const id of ids) if (!alive.has(id)) this.streams.end(id);
    } catch (error) {
      this.logger.warn({ err: error }, 'the sessions of open streams could not be checked');
    } finally {
      this.isLooking = false;
    }
  }
}
