import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Hear, PeersState } from './peers';
import { Peers } from './peers';
import type { RedisPlace } from './redis-link';
import { RedisLink } from './redis-link';

const BEAT = 'beat';
const BEAT_MS = 1_000;
/** Silence after which nobody counts as alive; longer than a pause of the event loop. */
const ALIVE_MS = 3_500;
/** How long a start waits for Redis before it goes on without. */
const START_WAIT_MS = 2_000;

/**
 * Processes that meet at one Redis. Each gives a sign of life a second and hears its own: as long
 * as it does, Redis is there.
 */
export class RedisPeers extends Peers {
  /** Our name among the others. */
  readonly me = randomBytes(9).toString('base64url');
  readonly link: RedisLink;
  private readonly logger = new Logger(RedisPeers.name);
  private readonly ears = new Map<string, Set<Hear>>();
  private readonly backs = new Set<() => void>();
  private readonly heard = new Map<string, number>();
  private upSince: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  private constructor(place: RedisPlace) {
    super();
    this.link = new RedisLink(place);
  }

  /** Joins the others. A Redis that is not there is waited for a moment; it may come later. */
  static async join(place: RedisPlace): Promise<RedisPeers> {
    const peers = new RedisPeers(place);
    const joined = Promise.withResolvers<void>();
    peers.onBack(joined.resolve);
    peers.listen();
    const waiting = new AbortController();
    const { signal } = waiting;
    await Promise.race([joined.promise, delay(START_WAIT_MS, undefined, { signal })]);
    waiting.abort();
    if (peers.state === 'down') peers.complain('Redis does not answer; starting without it');
    return peers;
  }

  get state(): PeersState {
    return this.upSince === undefined ? 'down' : 'up';
  }

  isAlive(process: string): boolean {
    return performance.now() - (this.heard.get(process) ?? -Infinity) < ALIVE_MS;
  }

  isGone(process: string): boolean {
    const since = this.upSince ?? Infinity;
    return performance.now() - since > ALIVE_MS && !this.isAlive(process);
  }

  tell(topic: string, message: string): void {
    if (this.state === 'up') this.publish(topic, message);
  }

  on(topic: string, hear: Hear, listening = (): void => {}): () => void {
    const ears = this.ears.get(topic) ?? new Set();
    this.ears.set(topic, ears.add(hear));
    this.subscribe([topic], listening);
    return () => {
      if (!ears.delete(hear) || ears.size > 0) return;
      this.ears.delete(topic);
      this.link.listening.unsubscribe(this.link.key(topic)).catch(() => undefined);
    };
  }

  onBack(call: () => void): () => void {
    this.backs.add(call);
    return () => this.backs.delete(call);
  }

  /** Leaves the others. */
  close(): void {
    clearInterval(this.timer);
    this.upSince = undefined;
    this.link.close();
  }

  private listen(): void {
    const { asking, listening } = this.link;
    const mark = this.link.key('');
    // Whoever hears a beat of its own hears the other topics too.
    const beat = (): void => this.publish(BEAT, '');
    listening.on('ready', () => this.subscribe([BEAT, ...this.ears.keys()], beat));
    listening.on('message', (channel: string, message: string) => {
      this.take(channel.slice(mark.length), message);
    });
    asking.on('ready', beat);
    for (const each of [asking, listening]) each.on('close', () => this.lose());
    this.timer = setInterval(() => this.beat(), BEAT_MS);
  }

  private subscribe(topics: readonly string[], done: () => void): void {
    const { listening } = this.link;
    if (listening.status !== 'ready') return;
    const channels = topics.map((topic) => this.link.key(topic));
    // Without a promise: a connection that comes anew listens to all topics there are.
    listening.subscribe(...channels).then(done, () => undefined);
  }

  private publish(topic: string, message: string): void {
    // Without a promise: whoever is not reached asks the database.
    this.link.asking.publish(this.link.key(topic), `${this.me} ${message}`).catch(() => undefined);
  }

  private take(topic: string, envelope: string): void {
    const end = envelope.indexOf(' ');
    const from = envelope.slice(0, end);
    this.heard.set(from, performance.now());
    if (from === this.me) return this.find();
    for (const hear of [...(this.ears.get(topic) ?? [])]) hear(envelope.slice(end + 1), from);
  }

  private beat(): void {
    if (this.state === 'up' && !this.isAlive(this.me)) {
      this.lose();
      this.link.renew();
    }
    for (const process of this.heard.keys()) {
      if (!this.isAlive(process)) this.heard.delete(process);
    }
    this.publish(BEAT, '');
  }

  private find(): void {
    if (this.upSince !== undefined || this.link.asking.status !== 'ready') return;
    this.upSince = performance.now();
    this.logger.log('Redis is there: other processes can be reached');
    for (const call of [...this.backs]) call();
  }

  private lose(): void {
    if (this.upSince === undefined) return;
    this.upSince = undefined;
    this.heard.delete(this.me);
    this.complain('Redis is lost: what other processes do is read from the database');
  }

  private complain(message: string): void {
    this.logger.warn({ err: this.link.lastError }, message);
  }
}
