import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { Injectable, Logger } from '@nestjs/common';
import { SearchIndexRepository } from './search-index.repository';

const INDEX_MS = 5_000;
/** Texts that are indexed at once; answers go on between two rounds. */
const TOGETHER = 20;

/**
 * Keeps the index of words close behind what is said, outside the turns themselves. Who searches
 * waits until it has caught up.
 */
@Injectable()
export class SearchIndex implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SearchIndex.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;

  constructor(private readonly words: SearchIndexRepository) {}

  onApplicationBootstrap(): void {
    const work = () =>
      this.catchUp().catch((error: unknown) => this.logger.warn({ err: error }, 'not indexed'));
    this.timer = setInterval(() => void work(), INDEX_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.working?.catch(() => undefined);
  }

  /** Resolves when everything that was said before is indexed. */
  async catchUp(): Promise<void> {
    while (await this.words.isBehind()) {
      this.working ??= this.words.index(TOGETHER).finally(() => (this.working = undefined));
      await this.working;
    }
  }
}
