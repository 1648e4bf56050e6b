import { Injectable } from '@nestjs/common';
import type { ChatEvent } from '@prome-dify/contracts';
import { Observable } from 'rxjs';
import type { GenerationLog, LogOpening, SequencedEvent } from './generation-log';
import { eventsAfter } from './log-entry';

/** How long a finished log answers from memory; afterwards the database does. */
const KEPT_MS = 60_000;

interface Entry {
  readonly conversationId: string;
  readonly isNew: boolean;
  text: string;
  closing: readonly ChatEvent[];
  readonly readers: Set<() => void>;
}

/** The log of one process: a string and a set of readers, each at its own place in it. */
@Injectable()
export class InProcessLog implements GenerationLog {
  private readonly entries = new Map<string, Entry>();

  open({ generationId, conversationId, isNew }: LogOpening): void {
    this.entries.set(generationId, {
      conversationId,
      isNew,
      text: '',
      closing: [],
      readers: new Set(),
    });
  }

  append(generationId: string, text: string): void {
    const entry = this.entry(generationId);
    entry.text += text;
    for (const wake of entry.readers) wake();
  }

  close(generationId: string, closing: readonly ChatEvent[]): void {
    const entry = this.entry(generationId);
    entry.closing = closing;
    for (const wake of entry.readers) wake();
    setTimeout(() => this.entries.delete(generationId), KEPT_MS).unref();
  }

  read(generationId: string, after: number): Observable<SequencedEvent> | undefined {
    const entry = this.entries.get(generationId);
    return entry && follow(entry, after);
  }

  private entry(generationId: string): Entry {
    const entry = this.entries.get(generationId);
    if (!entry) throw new Error('a generation without its log');
    return entry;
  }
}

function follow(entry: Entry, after: number): Observable<SequencedEvent> {
  return new Observable((subscriber) => {
    let seen = after;
    const wake = (): void => {
      for (const event of eventsAfter(entry, seen)) {
        seen = event.id;
        subscriber.next(event);
      }
      if (entry.closing.length > 0) subscriber.complete();
    };
    entry.readers.add(wake);
    subscriber.add(() => entry.readers.delete(wake));
    wake();
  });
}
