import type { RedisPeers } from '../../platform/peers';
import type { LogFeed, LogPiece } from './log-feed';
import { fromFields, logTopic } from './redis-log-format';

const COUNT = 500;
const BEGINNING = '0';

/** Hears of a log from Redis: a message says that there is news, the stream has it. */
export class RedisFeed implements LogFeed {
  private cursor = BEGINNING;
  private writer: string | undefined;
  private stops: readonly (() => void)[] = [];

  constructor(
    private readonly peers: RedisPeers,
    private readonly generationId: string,
  ) {}

  get isUp(): boolean {
    return this.peers.state === 'up';
  }

  get isTrusted(): boolean {
    return this.isUp && this.writer !== undefined && this.peers.isAlive(this.writer);
  }

  start(onNews: () => void): void {
    this.stops = [
      this.peers.on(logTopic(this.generationId), onNews, onNews),
      this.peers.onBack(() => {
        // Another Redis may have taken its place, with another clock: places count, ids do not.
        this.cursor = BEGINNING;
        onNews();
      }),
    ];
  }

  async pull(): Promise<readonly LogPiece[]> {
    const { asking } = this.peers.link;
    const key = this.peers.link.key(logTopic(this.generationId));
    const found = await asking.xread('COUNT', COUNT, 'STREAMS', key, this.cursor);
    const entries = found?.[0]?.[1] ?? [];
    const pieces = entries.map(([, fields]) => fromFields(fields));
    this.cursor = entries.at(-1)?.[0] ?? this.cursor;
    this.writer = pieces.at(-1)?.by ?? this.writer;
    return pieces;
  }

  stop(): void {
    for (const stop of this.stops) stop();
  }
}
