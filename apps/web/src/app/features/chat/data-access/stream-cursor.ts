import { Failure } from '../../../core/http/failure';

/** So many tries in a row without anything new, and we give up. */
const ATTEMPTS_MAX = 6;

/** Answers that say "later", not "never". */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** How far one answer has been read, over all the connections it took. */
export class StreamCursor {
  private last = 0;
  private attempts = 0;

  /** `generationId` is `null` until the server has accepted the message. */
  constructor(private generationId: string | null) {}

  /** Takes the header of an opened stream; returns the id of the generation that it carries. */
  opened(header: string | null): string | null {
    this.generationId = header ?? this.generationId;
    return this.generationId;
  }

  /** Whether an event has not been seen on an earlier connection. One without an id always counts. */
  isNew(id: string | undefined): boolean {
    const seq = Number(id ?? Number.NaN);
    if (Number.isNaN(seq)) return true;
    if (seq <= this.last) return false;
    this.last = seq;
    this.attempts = 0;
    return true;
  }

  /** Whether going on by GET makes sense after `error`. */
  mayResume(error: unknown): boolean {
    if (this.generationId === null || this.attempts >= ATTEMPTS_MAX) return false;
    if (error instanceof Failure) return PASSING.has(error.facts.status ?? 0);
    return error instanceof TypeError;
  }

  nextAttempt(): number {
    this.attempts += 1;
    return this.attempts;
  }

  address(): string {
    return `/api/chat/${encodeURIComponent(this.generationId ?? '')}/stream?after=${this.last}`;
  }

  headers(): Record<string, string> {
    return { 'last-event-id': String(this.last) };
  }
}
