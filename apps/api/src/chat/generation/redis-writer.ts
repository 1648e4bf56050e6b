import { Logger } from '@nestjs/common';
import type { RedisPeers } from '../../platform/peers';
import { KEPT_MS } from './in-process-log';
import type { LiveLog } from './live-log';
import { logTopic, toFields } from './redis-log-format';

/** A screen frame: what was said meanwhile is written together. */
const FLUSH_MS = 16;
const RETRY_MS = 1_000;
/** Entries a log keeps at least; who needs older ones finds them in the database. */
const ENTRIES = 2_000;
/** A log that nobody ends, because its writer has died, is gone after so long without news. */
const RUNNING_MS = 15 * 60_000;

/** How far a log is written. */
interface Written {
  readonly log: LiveLog;
  begun: boolean;
  characters: number;
  closed: boolean;
}

/**
 * Writes logs to Redis behind the answers: all that changed in one go, one go at a time, in order.
 * The text stays in memory, so nothing queues up while Redis is away, and what failed is written
 * again from where it stopped.
 */
export class RedisWriter {
  private readonly logger = new Logger(RedisWriter.name);
  private readonly unfinished = new Map<string, Written>();
  private timer: NodeJS.Timeout | undefined;
  private going: Promise<void> = Promise.resolve();

  constructor(private readonly peers: RedisPeers) {
    peers.onBack(() => this.startOver());
  }

  /** Writes this log too. */
  open(generationId: string, log: LiveLog): void {
    this.unfinished.set(generationId, { log, begun: false, characters: 0, closed: false });
    this.wake();
  }

  /** Something was added to a log. */
  wake(afterMs = FLUSH_MS): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.going = this.going.then(() => this.go());
    }, afterMs).unref();
  }

  /** A log that has ended is kept no longer; what of it is not written by now never will be. */
  forget(generationId: string): void {
    this.unfinished.delete(generationId);
  }

  /** Writes what there is, once more and without trying again. */
  async finish(): Promise<void> {
    this.going = this.going.then(() => this.go());
    await this.going;
    clearTimeout(this.timer);
  }

  /** What Redis had of running logs may be lost. */
  private startOver(): void {
    for (const each of this.unfinished.values()) {
      Object.assign(each, { begun: false, characters: 0, closed: false });
    }
    this.wake(0);
  }

  private async go(): Promise<void> {
    try {
      if (this.peers.state === 'up') await this.write();
    } catch (error) {
      this.logger.debug({ err: error }, 'the logs could not be written to Redis');
      this.wake(RETRY_MS);
    }
  }

  private async write(): Promise<void> {
    const changed = [...this.unfinished].filter(([, each]) => hasNews(each));
    if (changed.length === 0) return;
    const { link, me } = this.peers;
    const pipeline = link.asking.pipeline();
    const afterwards = changed.map(([generationId, each]) => {
      const { log, characters: at } = each;
      const text = log.text.slice(at);
      const closing = log.isClosed ? { closing: log.closing } : {};
      const key = link.key(logTopic(generationId));
      const fields = toFields({ at, by: me, text, ...closing });
      pipeline.xadd(key, 'MAXLEN', '~', ENTRIES, '*', ...fields);
      pipeline.pexpire(key, log.isClosed ? KEPT_MS : RUNNING_MS);
      pipeline.publish(key, `${me} `);
      const { isClosed: closed } = log;
      return () => Object.assign(each, { begun: true, characters: at + text.length, closed });
    });
    const results = (await pipeline.exec()) ?? [];
    const failed = results.find(([error]) => error)?.[0];
    if (failed) throw failed;
    for (const note of afterwards) note();
    for (const [generationId, { closed }] of changed) if (closed) this.forget(generationId);
    // While it was written, more may have been said.
    if ([...this.unfinished.values()].some(hasNews)) this.wake();
  }
}

function hasNews({ log, begun, characters, closed }: Written): boolean {
  return !begun || log.text.length > characters || (log.isClosed && !closed);
}
