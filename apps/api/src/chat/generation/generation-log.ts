import type { ChatEvent } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';

/** An event with its place in the generation; the SSE `id`. */
export interface SequencedEvent {
  readonly id: number;
  readonly event: ChatEvent;
}

/** What is known of a generation when it begins. */
export interface LogOpening {
  readonly generationId: string;
  readonly conversationId: string;
  /** A new conversation begins its stream with `meta`. */
  readonly isNew: boolean;
}

/**
 * What happened in a generation: the text so far and, at its end, the closing events. An event's
 * id follows from its place in the text, so a log rebuilt from the database has the same ids, and
 * a reader at any id gets what it misses as few events as possible.
 */
export interface GenerationLog {
  /** Begins a log; it stays readable for a while after its end. */
  open(opening: LogOpening): void;
  /** Adds a piece of the answer. */
  append(generationId: string, text: string): void;
  /** Adds the closing events and ends every reader. */
  close(generationId: string, closing: readonly ChatEvent[]): void;
  /** What comes after event `after` (0: everything), live; `undefined` when the log is gone. */
  read(generationId: string, after: number): Observable<SequencedEvent> | undefined;
}

/** Injection token of {@link GenerationLog}. */
export const GENERATION_LOG = Symbol('GenerationLog');
