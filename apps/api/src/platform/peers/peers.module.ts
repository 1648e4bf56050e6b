import type { OnApplicationShutdown } from '@nestjs/common';
import { Global, Inject, Injectable, Module } from '@nestjs/common';
import type { Config } from '../config/config';
import { CONFIG } from '../config/config';
import { NoPeers, Peers } from './peers';
import { RedisPeers } from './redis-peers';

/** Leaves after everything that may have something to tell. */
@Injectable()
class PeersCloser implements OnApplicationShutdown {
  constructor(@Inject(Peers) private readonly peers: Peers) {}

  onApplicationShutdown(): void {
    if (this.peers instanceof RedisPeers) this.peers.close();
  }
}

/** Makes `Peers` injectable everywhere: processes that share a Redis, else none. */
@Global()
@Module({
  providers: [
    PeersCloser,
    {
      provide: Peers,
      inject: [CONFIG],
      useFactory: ({ REDIS_URL: url, REDIS_PREFIX: prefix }: Config) =>
        url === undefined ? new NoPeers() : RedisPeers.join({ url, prefix }),
    },
  ],
  exports: [Peers],
})
export class PeersModule {}
