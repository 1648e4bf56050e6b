import { Global, Injectable, Module } from '@nestjs/common';
import { Observable } from 'rxjs';
import type { Principal } from '../http';

/** The event streams that are read from this process, by the session of their reader. */
@Injectable()
export class OpenStreams {
  private readonly bySession = new Map<string, Set<() => void>>();

  /** The same events, until the session ends: then it completes, and its source is left. */
  of<T>({ sessionId }: Principal, events: Observable<T>): Observable<T> {
    return new Observable((subscriber) => {
      const end = () => subscriber.complete();
      const ends = this.bySession.get(sessionId) ?? new Set();
      this.bySession.set(sessionId, ends.add(end));
      subscriber.add(() => {
        ends.delete(end);
        if (ends.size === 0) this.bySession.delete(sessionId);
      });
      subscriber.add(events.subscribe(subscriber));
    });
  }

  /** The sessions that have streams now. */
  sessionIds(): string[] {
    return [...this.bySession.keys()];
  }

  /** Ends every stream of a session. */
  end(sessionId: string): void {
    for (const end of [...(this.bySession.get(sessionId) ?? [])]) end();
  }
}

@Global()
@Module({ providers: [OpenStreams], exports: [OpenStreams] })
export class StreamsModule {}
