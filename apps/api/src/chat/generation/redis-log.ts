import type { ChatEvent } from '@prome-dify/contracts';
import type { RedisPeers } from '../../platform/peers';
import type { LogOpening } from './generation-log';
import { InProcessLog, KEPT_MS } from './in-process-log';
import type { LogFeed } from './log-feed';
import { RedisFeed } from './redis-feed';
import { RedisWriter } from './redis-writer';

/**
 * Logs that all processes read live. Readers here are served from memory, as without Redis; readers
 * elsewhere through Redis Streams, which are written behind.
 */
export class RedisLog extends InProcessLog {
  private readonly writer: RedisWriter;

  constructor(private readonly peers: RedisPeers) {
    super();
    this.writer = new RedisWriter(peers);
  }

  override open(opening: LogOpening): void {
    super.open(opening);
    this.writer.open(opening.generationId, this.ownLog(opening.generationId));
  }

  override append(generationId: string, text: string): void {
    super.append(generationId, text);
    this.writer.wake();
  }

  override close(generationId: string, closing: readonly ChatEvent[]): void {
    super.close(generationId, closing);
    this.writer.wake();
    setTimeout(() => this.writer.forget(generationId), KEPT_MS).unref();
  }

  override async onModuleDestroy(): Promise<void> {
    void super.onModuleDestroy();
    await this.writer.finish();
  }

  protected override feedOf(generationId: string): LogFeed {
    return new RedisFeed(this.peers, generationId);
  }
}
