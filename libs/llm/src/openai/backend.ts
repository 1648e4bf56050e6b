import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import type { AnswerReader } from '../upstream/answer-reader';
import { Guard } from '../upstream/guard';
import { nextEvents } from '../upstream/next-events';
import { readerFor } from './reader-for';
import type { OpenAiSettings } from './settings';
import { Upstream } from './upstream';

/** A model behind the chat completions protocol: OpenAI, OpenRouter, vLLM, Ollama and many more. */
export class OpenAiCompatibleBackend implements ModelBackend {
  private readonly upstream: Upstream;
  private readonly guard: Guard;

  /** Throws a TypeError when the base address is none. Nothing is sent before the first answer. */
  constructor(settings: OpenAiSettings) {
    this.upstream = new Upstream(settings);
    this.guard = new Guard(settings);
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
    let reader: AnswerReader | undefined;
    try {
      reader = readerFor(await exchange.begun(), this.upstream.limits);
      this.guard.succeeded();
      while (!reader.finished) {
        const events = await nextEvents(exchange, reader);
        if (signal.aborted) return;
        if (events.length > 0) yield events;
      }
    } finally {
      if (reader?.finished) exchange.release();
      else exchange.close();
    }
  }
}
