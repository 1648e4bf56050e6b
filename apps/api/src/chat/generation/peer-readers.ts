import type { OnModuleDestroy, OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { Peers } from '../../platform/peers';
import { Generations } from './generations';

const READERS = 'readers';
const STOP = 'stop';
const TELL_MS = 1_000;

/**
 * What processes have to say to the one that runs an answer: that it is read here, so that it is
 * not given up for want of readers, and that it shall stop.
 */
@Injectable()
export class PeerReaders implements OnModuleInit, OnModuleDestroy {
  /** How many readers here each answer of another process has. */
  private readonly here = new Map<string, number>();
  /** For each other process, the answers of ours that it reads, and how to count it out. */
  private readonly there = new Map<string, ReadonlyMap<string, () => void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Peers) private readonly peers: Peers,
    private readonly generations: Generations,
  ) {}

  onModuleInit(): void {
    this.peers.on(READERS, (message, from) => this.hear(from, message.split(' ').filter(Boolean)));
    this.peers.on(STOP, (generationId) => this.generations.running(generationId)?.abort('stopped'));
    this.peers.onBack(() => this.tell());
    this.timer = setInterval(() => this.tick(), TELL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Counts a reader in of an answer that runs elsewhere; the returned function counts it out. */
  attach(generationId: string): () => void {
    this.count(generationId, 1);
    return () => this.count(generationId, -1);
  }

  /** Asks for an answer that runs elsewhere to be stopped; `false` when nobody can be asked. */
  stop(generationId: string): boolean {
    this.peers.tell(STOP, generationId);
    return this.peers.state === 'up';
  }

  private count(generationId: string, change: number): void {
    const readers = (this.here.get(generationId) ?? 0) + change;
    const isNews = readers === 0 || !this.here.has(generationId);
    if (readers === 0) this.here.delete(generationId);
    else this.here.set(generationId, readers);
    if (isNews) this.tell();
  }

  private tell(): void {
    this.peers.tell(READERS, [...this.here.keys()].join(' '));
  }

  /** Tells again what may have been missed, and counts out who has died. */
  private tick(): void {
    if (this.here.size > 0) this.tell();
    for (const process of [...this.there.keys()]) {
      if (this.peers.isGone(process)) this.hear(process, []);
    }
  }

  private hear(process: string, read: readonly string[]): void {
    const before = this.there.get(process) ?? new Map<string, () => void>();
    const now = new Map<string, () => void>();
    for (const generationId of read) {
      const leave = before.get(generationId) ?? this.generations.running(generationId)?.attach();
      if (leave) now.set(generationId, leave);
    }
    for (const [generationId, leave] of before) if (!now.has(generationId)) leave();
    if (now.size > 0) this.there.set(process, now);
    else this.there.delete(process);
  }
}
