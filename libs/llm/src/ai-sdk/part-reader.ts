import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ModelEvent } from '../port';
import { AnswerBuilder } from '../upstream/answer-builder';
import { toFailure, UpstreamFailure } from '../upstream/failure';
import { readPart } from './part';

/** So many events may be no JSON: one lost piece is bearable, a stream of them is no answer. */
const UNREADABLE_MAX = 3;

/** Turns the parts of one answer into events. */
export class PartReader {
  finished = false;
  private readonly answer: AnswerBuilder;
  private failure: UpstreamFailure | undefined;
  private unreadable = 0;

  constructor(textBytesMax: number) {
    this.answer = new AnswerBuilder(textBytesMax);
  }

  /** Events of parts that came together, which may be none. */
  read(parts: readonly LanguageModelV4StreamPart[]): readonly ModelEvent[] {
    for (const part of parts) this.take(part);
    const reason = this.failure ? undefined : this.answer.endReason;
    if (reason === undefined) return this.answer.take();
    this.finished = true;
    return this.answer.end(reason);
  }

  /** Throws the failure in the parts so far, if there was one. */
  check(): void {
    if (this.failure) throw this.failure;
  }

  /** What it means that no further part comes. */
  get incomplete(): UpstreamFailure {
    return new UpstreamFailure(this.answer.started ? 'incomplete' : 'garbled');
  }

  private take(part: LanguageModelV4StreamPart): void {
    if (this.failure || this.answer.endReason !== undefined) return;
    try {
      const piece = readPart(part);
      if (piece) this.answer.add(piece);
    } catch (error) {
      const failure = toFailure(error);
      this.unreadable += 1;
      if (failure.kind !== 'garbled' || this.unreadable > UNREADABLE_MAX) this.failure = failure;
    }
  }
}
