import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** A place in Redis for one spec alone: what its keys and channels begin with. */
export interface TestRedis {
  readonly name: 'redis';
  readonly url: string;
  readonly prefix: string;
  /** Every key there is under the prefix, without it. */
  keys(): Promise<string[]>;
  /** How many connections listen to a topic. */
  listeners(topic: string): Promise<number>;
  /** Forgets all that was written, as a Redis that was restarted does. */
  flush(): Promise<void>;
  /** For what a spec does beside the product. */
  readonly client: Redis;
  remove(): Promise<void>;
}

/** A Redis that specs run on. */
export interface RedisEngine {
  readonly name: 'redis';
  createPlace(): TestRedis;
}

/**
 * The Redis at TEST_REDIS_URL, alone in a list, or none when it does not answer. That is said
 * aloud, and is an error under CI.
 */
export async function reachableRedis(): Promise<readonly RedisEngine[]> {
  const client = connect();
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.ping();
    return [{ name: 'redis', createPlace }];
  } catch (error) {
    if (process.env['CI']) throw new Error('Redis must be reachable under CI', { cause: error });
    console.warn(`Skipped with Redis: none at ${new URL(REDIS_URL).host}`);
    return [];
  } finally {
    client.disconnect();
  }
}

function connect(): Redis {
  return new Redis(REDIS_URL, {
    lazyConnect: true,
    connectTimeout: 3_000,
    retryStrategy: () => null,
  });
}

function createPlace(): TestRedis {
  const prefix = `prome-dify-test-${randomBytes(8).toString('hex')}`;
  const client = connect();
  const all = () => client.keys(`${prefix}:*`);
  const flush = async () => {
    const keys = await all();
    if (keys.length > 0) await client.del(keys);
  };
  return {
    name: 'redis',
    url: REDIS_URL,
    prefix,
    client,
    keys: async () => (await all()).map((key) => key.slice(prefix.length + 1)),
    listeners: async (topic) => {
      const [, count] = await client.pubsub('NUMSUB', `${prefix}:${topic}`);
      return Number(count);
    },
    flush,
    remove: async () => {
      await flush();
      client.disconnect();
    },
  };
}
