import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Holds } from '../../ledger';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { Database } from '../../platform/database';
import { ChatRepository } from '../chat.repository';
import { Generations } from './generations';

const CHECKPOINT_MS = 1_000;
/** Leases are renewed so many times before they would end. */
const RENEWALS = 3;

/**
 * Saves the text of all running generations and renews their leases, together in one transaction
 * a second at most, however many run.
 */
@Injectable()
export class Checkpoints implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Checkpoints.name);
  private timer: NodeJS.Timeout | undefined;
  private renewed = 0;
  private isWriting = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    private readonly generations: Generations,
    private readonly holds: Holds,
    private readonly chats: ChatRepository,
  ) {}

  onApplicationBootstrap(): void {
    const period = Math.min(CHECKPOINT_MS, this.config.HOLD_LEASE_MS / RENEWALS);
    this.timer = setInterval(() => void this.write(), period);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** One round; a round that finds the one before still writing is left out. */
  async write(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    try {
      await this.saveAll();
    } catch (error) {
      this.logger.warn({ err: error }, 'checkpoint failed');
    } finally {
      this.isWriting = false;
    }
  }

  private async saveAll(): Promise<void> {
    const running = [...this.generations.all()];
    const renew = performance.now() - this.renewed >= this.config.HOLD_LEASE_MS / RENEWALS;
    const texts = running.flatMap((generation) => {
      const text = generation.unsaved;
      return text ? [{ generation, text, messageId: generation.turn.assistantMessageId }] : [];
    });
    if (running.length === 0 || (texts.length === 0 && !renew)) return;
    const ids = running.map(({ turn }) => turn.holdId);
    const { HOLD_LEASE_MS } = this.config;
    // The power may take the last second of an answer that runs; what settles it is durable.
    const owned = await this.database.run(async (tx) => {
      // Holds before messages, as everybody does who locks both.
      const ours = renew ? await this.holds.extend(tx, ids, HOLD_LEASE_MS) : ids;
      for (const { generation, messageId, text } of texts) {
        await this.chats.checkpoint(tx, messageId, generation.savedCharacters, text);
      }
      return ours;
    }, 'relaxed');
    for (const { generation, text } of texts) generation.markSaved(text);
    if (!renew) return;
    this.renewed = performance.now();
    const still = new Set(owned);
    // A hold that is no longer ours was settled by somebody else: its answer must not go on.
    for (const generation of running) {
      if (!still.has(generation.turn.holdId)) generation.abort('lost');
    }
  }
}
