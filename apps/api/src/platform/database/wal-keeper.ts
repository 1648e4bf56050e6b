import { Worker } from 'node:worker_threads';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../config/config';
import { CONFIG } from '../config/config';
import { sqlitePath } from './open-database';

/** A server that has just started has better things to do. */
const BEGIN_MS = 3_000;

/**
 * Keeps the write-ahead log of SQLite short from a thread of its own. Without that thread the
 * writer does it, at `wal_autocheckpoint`, while everybody waits.
 */
@Injectable()
export class WalKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WalKeeper.name);
  private timer: NodeJS.Timeout | undefined;
  private worker: Worker | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  onApplicationBootstrap(): void {
    const { DATABASE_URL } = this.config;
    if (!DATABASE_URL.startsWith('file:')) return;
    this.timer = setTimeout(() => this.begin(sqlitePath(DATABASE_URL)), BEGIN_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearTimeout(this.timer);
    await this.worker?.terminate();
  }

  private begin(path: string): void {
    // Built beside what this file is bundled into.
    this.worker = new Worker(new URL('./wal-worker.js', import.meta.url), { workerData: path });
    this.worker.unref();
    this.worker.on('error', (err: unknown) => {
      this.logger.warn({ err }, 'the log of the database is kept short by the writer now');
    });
  }
}
