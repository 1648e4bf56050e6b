import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Global, Inject, Injectable, Logger, Module } from '@nestjs/common';
import { Database } from '../database';
import { DatabaseRateWindows } from './database-rate-windows';
import { MemoryRateWindows } from './memory-rate-windows';
import { RateLimits } from './rate-limits';
import { RateWindows } from './rate-windows';

const FORGET_MS = 10 * 60_000;

/** Clears away, now and then, what the database counted and nobody needs any more. */
@Injectable()
class RateWindowSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RateWindowSweeper.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(RateWindows) private readonly windows: RateWindows) {}

  onApplicationBootstrap(): void {
    const { windows } = this;
    if (!(windows instanceof DatabaseRateWindows)) return;
    const failed = (error: unknown) => this.logger.warn({ err: error }, 'old windows are kept');
    this.timer = setInterval(() => void windows.forget().catch(failed), FORGET_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }
}

/** One count for all processes: one process has a SQLite database, several a PostgreSQL. */
@Global()
@Module({
  providers: [
    RateLimits,
    RateWindowSweeper,
    {
      provide: RateWindows,
      inject: [Database],
      useFactory: (database: Database) =>
        database.dialect === 'postgres'
          ? new DatabaseRateWindows(database)
          : new MemoryRateWindows(),
    },
  ],
  exports: [RateLimits],
})
export class LimitsModule {}
