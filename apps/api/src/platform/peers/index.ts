export { NoPeers, Peers } from './peers';
export type { PeersState } from './peers';
export { PeersModule } from './peers.module';
export { RedisPeers } from './redis-peers';
