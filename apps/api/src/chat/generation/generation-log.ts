import type { ChatEvent } from '@prome-dify/contracts';
import type { Observable } from 'rxjs';
import type { LogContent } from './log-entry';

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

/** What the database has of a generation, and how to look again. */
export interface StoredLog {
  readonly generationId: string;
  /** Without closing events while it runs: then the text may be behind by a checkpoint. */
  readonly content: LogContent;
  /** @throws ProblemError `not_found` when it is not there any more */
  reload(): Promise<LogContent>;
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
  /** What comes after event `after` (0: everything), live; `undefined` when it is not kept here. */
  read(generationId: string, after: number): Observable<SequencedEvent> | undefined;
  /**
   * The same of a log that is kept elsewhere, or only in the database. Completes without a closing
   * event when this process stops: a reader then goes on at another.
   */
  follow(stored: StoredLog, after: number): Observable<SequencedEvent>;
}

/** Injection token of {@link GenerationLog}. */
export const GENERATION_LOG = Symbol('GenerationLog');
