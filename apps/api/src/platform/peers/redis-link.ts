import { Redis } from 'ioredis';

const TIMEOUT_MS = 2_000;
const RETRY_MAX_MS = 500;

/** Where Redis is, and what all our keys and channels begin with. */
export interface RedisPlace {
  readonly url: string;
  readonly prefix: string;
}

/**
 * Two connections to one Redis, one to ask and one to listen, however many readers there are.
 * While Redis is away nothing waits for it: what is asked fails at once.
 */
export class RedisLink {
  readonly asking: Redis;
  readonly listening: Redis;
  /** Why there is no connection. */
  lastError: Error | undefined;

  constructor(private readonly place: RedisPlace) {
    this.asking = this.connection();
    this.listening = this.connection();
  }

  /** Our name for something in Redis. */
  key(name: string): string {
    return `${this.place.prefix}:${name}`;
  }

  /** Gives up connections on which nothing is heard; new ones are made at once. */
  renew(): void {
    for (const each of [this.asking, this.listening]) {
      if (each.status === 'ready') each.disconnect(true);
    }
  }

  close(): void {
    for (const each of [this.asking, this.listening]) each.disconnect();
  }

  private connection(): Redis {
    const redis = new Redis(this.place.url, {
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      commandTimeout: TIMEOUT_MS,
      connectionName: 'prome-dify',
      connectTimeout: TIMEOUT_MS,
      disableClientInfo: true,
      disconnectTimeout: 500,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(times * 50, RETRY_MAX_MS),
    });
    redis.on('error', (error: Error) => (this.lastError = error));
    return redis;
  }
}
