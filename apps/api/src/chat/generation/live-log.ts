import type { ChatEvent } from '@prome-dify/contracts';
import { Observable } from 'rxjs';
import type { SequencedEvent } from './generation-log';
import { GrowingText } from './growing-text';
import type { LogContent } from './log-entry';
import { eventsAfter } from './log-entry';

/** One log in memory: a text and a set of readers, each at its own place in it. */
export class LiveLog implements LogContent {
  readonly text = new GrowingText();
  closing: readonly ChatEvent[] = [];
  private isOver = false;
  private readonly readers = new Set<() => void>();

  constructor(
    readonly conversationId: string,
    readonly isNew: boolean,
  ) {}

  get isClosed(): boolean {
    return this.closing.length > 0;
  }

  /** Adds a piece of the text that begins at `at`; what is there already is not added again. */
  add(at: number, piece: string): void {
    if (at + piece.length <= this.text.length) return;
    this.text.add(piece.slice(this.text.length - at));
    this.wake();
  }

  /** Adds the closing events and ends every reader. */
  close(closing: readonly ChatEvent[]): void {
    this.closing = closing;
    this.end();
  }

  /** Ends every reader without closing events. */
  end(): void {
    this.isOver = true;
    this.wake();
  }

  /** What comes after event `after`, live. */
  read(after: number): Observable<SequencedEvent> {
    return new Observable((subscriber) => {
      let seen = after;
      const wake = (): void => {
        for (const event of eventsAfter(this, seen)) {
          seen = event.id;
          subscriber.next(event);
        }
        if (this.isOver) subscriber.complete();
      };
      this.readers.add(wake);
      subscriber.add(() => this.readers.delete(wake));
      wake();
    });
  }

  private wake(): void {
    for (const wake of this.readers) wake();
  }
}
