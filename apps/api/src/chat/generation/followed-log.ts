import { Logger } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { defer, finalize } from 'rxjs';
import { ProblemError } from '../../platform/http';
import type { SequencedEvent, StoredLog } from './generation-log';
import { LiveLog } from './live-log';
import type { LogContent } from './log-entry';
import type { LogFeed, LogPiece } from './log-feed';

const TICK_MS = 1_000;
/** A trusted feed is checked against the database every so many ticks. */
const CHECK_TICKS = 10;

/**
 * A log that another process writes, or that only the database has: put together here from its feed
 * and from what is stored, for all readers of this process at once. Text is told by its place, so
 * the two never contradict each other; each fills the gaps of the other.
 */
export class FollowedLog {
  private readonly logger = new Logger(FollowedLog.name);
  private readonly live: LiveLog;
  /** Pieces behind a gap that the feed has lost. */
  private ahead: LogPiece[] = [];
  private readers = 0;
  private ticks = 0;
  private timer: NodeJS.Timeout | undefined;
  private isPulling = false;
  private pullAgain = false;
  private isReloading = false;

  constructor(
    private readonly stored: StoredLog,
    private readonly feed: LogFeed,
    private readonly forget: () => void,
  ) {
    const { conversationId, isNew } = stored.content;
    this.live = new LiveLog(conversationId, isNew);
  }

  /** What comes after event `after`; following begins with the first reader, ends with the last. */
  read(after: number): Observable<SequencedEvent> {
    return defer(() => {
      this.readers += 1;
      if (this.readers === 1) this.start();
      return this.live.read(after).pipe(finalize(() => this.leave()));
    });
  }

  /** Ends all readers without closing events. */
  end(): void {
    this.live.end();
  }

  private leave(): void {
    this.readers -= 1;
    if (this.readers > 0) return;
    clearInterval(this.timer);
    this.feed.stop();
    this.forget();
  }

  private start(): void {
    this.timer = setInterval(() => void this.tick(), TICK_MS);
    this.feed.start(() => void this.pull());
    if (this.feed.isUp) void this.begin();
    else this.takeStored(this.stored.content);
  }

  /** The feed first: it knows of the end what the database does not, such as how a model failed. */
  private async begin(): Promise<void> {
    await this.pull();
    if (this.isBehind) this.takeStored(this.stored.content);
  }

  private async tick(): Promise<void> {
    this.ticks += 1;
    await this.pull();
    if (this.live.isClosed || this.isReloading) return;
    if (this.isBehind || this.ticks % CHECK_TICKS === 0) await this.reload();
  }

  /** The feed does not tell all. */
  private get isBehind(): boolean {
    return this.ahead.length > 0 || !this.feed.isTrusted;
  }

  private async pull(): Promise<void> {
    this.pullAgain = true;
    if (this.isPulling) return;
    this.isPulling = true;
    try {
      while (this.pullAgain && this.feed.isUp && !this.live.isClosed) {
        const pieces = await this.feed.pull();
        this.pullAgain = pieces.length > 0;
        this.ahead.push(...pieces);
        this.takeAhead();
      }
    } catch {
      // Redis went away: the next tick asks the database.
    } finally {
      this.isPulling = false;
    }
  }

  private async reload(): Promise<void> {
    this.isReloading = true;
    try {
      this.takeStored(await this.stored.reload());
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_found') return this.live.end();
      this.logger.warn({ err: error }, 'a followed answer could not be read');
    } finally {
      this.isReloading = false;
    }
  }

  private takeStored({ text, closing }: LogContent): void {
    if (this.live.isClosed) return;
    this.live.add(0, text.slice(0));
    this.takeAhead();
    if (closing.length > 0 && !this.live.isClosed) this.live.close(closing);
  }

  /** What fits is joined first: readers get as few events as possible. */
  private takeAhead(): void {
    const { length: begin } = this.live.text;
    let text = '';
    let closing: LogPiece['closing'];
    for (let [piece] = this.ahead; piece; [piece] = this.ahead) {
      const end = begin + text.length;
      if (piece.at > end) break;
      this.ahead.shift();
      text += piece.text.slice(end - piece.at);
      closing ??= piece.closing;
    }
    if (this.live.isClosed) return;
    this.live.add(begin, text);
    if (closing) this.live.close(closing);
  }
}
