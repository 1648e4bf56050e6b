import type { OnModuleDestroy } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import type { ChatEvent } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import { defer } from 'rxjs';
import { FollowedLog } from './followed-log';
import type { GenerationLog, LogOpening, SequencedEvent, StoredLog } from './generation-log';
import { LiveLog } from './live-log';
import type { LogFeed } from './log-feed';
import { NO_FEED } from './log-feed';

/** How long a finished log answers from memory; afterwards the database does. */
export const KEPT_MS = 60_000;

/** The logs of one process in its memory; those of others are followed through the database. */
@Injectable()
export class InProcessLog implements GenerationLog, OnModuleDestroy {
  private readonly own = new Map<string, LiveLog>();
  private readonly followed = new Map<string, FollowedLog>();

  open({ generationId, conversationId, isNew }: LogOpening): void {
    this.own.set(generationId, new LiveLog(conversationId, isNew));
  }

  append(generationId: string, text: string): void {
    const log = this.ownLog(generationId);
    log.add(log.text.length, text);
  }

  close(generationId: string, closing: readonly ChatEvent[]): void {
    this.ownLog(generationId).close(closing);
    setTimeout(() => this.own.delete(generationId), KEPT_MS).unref();
  }

  read(generationId: string, after: number): Observable<SequencedEvent> | undefined {
    return this.own.get(generationId)?.read(after);
  }

  follow(stored: StoredLog, after: number): Observable<SequencedEvent> {
    return defer(() => this.followedLog(stored).read(after));
  }

  /** A stopping process sends its readers to others. */
  onModuleDestroy(): void | Promise<void> {
    for (const log of [...this.followed.values()]) log.end();
  }

  /** A faster way to hear of a log of another process than the database. */
  protected feedOf(_generationId: string): LogFeed {
    return NO_FEED;
  }

  protected ownLog(generationId: string): LiveLog {
    const log = this.own.get(generationId);
    if (!log) throw new Error('a generation without its log');
    return log;
  }

  private followedLog(stored: StoredLog): FollowedLog {
    const { generationId } = stored;
    const found = this.followed.get(generationId);
    if (found) return found;
    const forget = () => this.followed.delete(generationId);
    const log = new FollowedLog(stored, this.feedOf(generationId), forget);
    this.followed.set(generationId, log);
    return log;
  }
}
