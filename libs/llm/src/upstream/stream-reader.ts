import { createParser, type EventSourceMessage, type EventSourceParser } from 'eventsource-parser';
import type { ModelEvent } from '../port';
import { AnswerBuilder } from './answer-builder';
import type { AnswerReader } from './answer-reader';
import { toFailure, UpstreamFailure } from './failure';
import { END_MARK, type ReadEvent } from './piece';
import type { AnswerLimits } from './settings';

/** So many events may be unreadable: one lost piece is bearable, a stream of them is no answer. */
const UNREADABLE_MAX = 3;

/** Reads an event stream: any cut of the bytes, any line ends, any nonsense in between. */
export class StreamReader implements AnswerReader {
  finished = false;
  private readonly decoder = new TextDecoder();
  private readonly parser: EventSourceParser;
  private readonly answer: AnswerBuilder;
  private failure: UpstreamFailure | undefined;
  private unreadable = 0;
  private done = false;

  /** `readEvent` knows the protocol. */
  constructor(
    { textBytesMax, eventCharsMax }: AnswerLimits,
    private readonly readEvent: ReadEvent,
  ) {
    this.answer = new AnswerBuilder(textBytesMax);
    this.parser = createParser({
      maxBufferSize: eventCharsMax,
      onEvent: (message) => this.take(message),
      onError: ({ type }) => this.overflow(type),
    });
  }

  get complete(): boolean {
    return this.answer.endReason !== undefined;
  }

  read(packet: Uint8Array): readonly ModelEvent[] {
    this.failNow();
    this.parser.feed(this.decoder.decode(packet, { stream: true }));
    if (this.done || this.answer.full) return this.end();
    return this.give();
  }

  end(): readonly ModelEvent[] {
    if (!this.over) this.parser.feed('\n\n');
    const reason = this.answer.endReason ?? (this.done && this.answer.started ? 'stop' : undefined);
    if (reason === undefined) {
      this.failure ??= new UpstreamFailure(this.answer.started ? 'incomplete' : 'garbled');
      return this.give();
    }
    this.finished = true;
    return this.answer.end(reason);
  }

  /** Whether nothing that still comes can matter. */
  private get over(): boolean {
    return this.done || this.answer.full || this.failure !== undefined;
  }

  /** What was read before a failure is handed out first; the failure comes with the next call. */
  private give(): readonly ModelEvent[] {
    const events = this.answer.take();
    if (events.length === 0) this.failNow();
    return events;
  }

  private failNow(): void {
    if (this.failure) throw this.failure;
  }

  private take(message: EventSourceMessage): void {
    if (this.done || this.failure) return;
    try {
      const piece = this.readEvent(message);
      if (piece && piece !== END_MARK) this.answer.add(piece);
      this.done = piece?.last ?? false;
    } catch (error) {
      const failure = toFailure(error);
      this.unreadable += 1;
      if (failure.kind !== 'garbled' || this.unreadable > UNREADABLE_MAX) this.failure = failure;
    }
  }

  private overflow(type: string): void {
    if (type === 'max-buffer-size-exceeded') this.failure ??= new UpstreamFailure('too_big');
  }
}
