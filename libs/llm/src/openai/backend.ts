import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import type { AnswerReader } from '../upstream/answer-reader';
import { Guard } from '../upstream/guard';
import { nextEvents } from '../upstream/next-events';
import { unlessAborted } from '../upstream/unless-aborted';
import type { Abandoned } from './drain';
import { drain } from './drain';
import { readerFor } from './reader-for';
import type { OpenAiSettings } from './settings';
import { Upstream } from './upstream';

/** Abandoned answers that are listened to at the same time; more of them are closed at once. */
const DRAINING_MAX = 50;

/** A model behind the chat completions protocol: OpenAI, OpenRouter, vLLM, Ollama and many more. */
export class OpenAiCompatibleBackend implements ModelBackend {
  private readonly upstream: Upstream;
  private readonly guard: Guard;
  private readonly drainMs: number;
  private draining = 0;

  /** Throws a TypeError when the base address is none. Nothing is sent before the first answer. */
  constructor(settings: OpenAiSettings) {
    this.upstream = new Upstream(settings);
    this.guard = new Guard(settings);
    this.drainMs = settings.drainMs ?? 0;
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<readonly ModelEvent[]> {
    return this.guard.watch(() => this.answer(request, signal), signal);
  }

  /** Closes the connections that wait for the next request, and those in use. */
  close(): Promise<void> {
    return this.upstream.close();
  }

  private async *answer(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ModelEvent[]> {
    const exchange = await this.upstream.open(request, signal);
    const drains = this.drainMs > 0 && this.draining < DRAINING_MAX;
    let reader: AnswerReader | undefined;
    let reading: Promise<readonly ModelEvent[]> | undefined;
    try {
      reader = readerFor(await exchange.begun(), this.upstream.limits);
      this.guard.succeeded();
      if (drains) exchange.outliveSignal();
      while (!reader.finished) {
        reading = nextEvents(exchange, reader);
        const events = await (drains ? unlessAborted(reading, signal) : reading);
        if (signal.aborted || !events) return;
        if (events.length > 0) yield events;
      }
    } finally {
      if (reader?.finished) exchange.release();
      else if (drains && signal.aborted && reader && reading) {
        void this.drain({ exchange, reader, reading }, request);
      } else exchange.close();
    }
  }

  private async drain(abandoned: Abandoned, request: ModelRequest): Promise<void> {
    this.draining += 1;
    const usage = await drain(abandoned, this.drainMs);
    this.draining -= 1;
    if (usage) request.onLateUsage?.(usage);
  }
}
