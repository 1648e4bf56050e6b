import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import { warmUpTokenizer } from '../tokens/estimate';
import { toFailure } from '../upstream/failure';
import { Guard } from '../upstream/guard';
import { DifyCall } from './call';
import { DifyClient } from './client';
import { DEFAULT_DRAIN_MS, type DifySettings } from './settings';
import { unlessAborted } from '../upstream/unless-aborted';

/**
 * A Dify app: Chatbot, Chatflow, Agent or New Agent. Dify takes no limit of the answer, so
 * `maxOutputTokens` is for the caller to watch over; and it goes on when its reader leaves, so it
 * is told to stop.
 */
export class DifyBackend implements ModelBackend {
  private readonly client: DifyClient;
  private readonly guard: Guard;

  /** Throws a TypeError when the base address is none. Nothing is sent before the first answer. */
  constructor(private readonly settings: DifySettings) {
    this.client = new DifyClient(settings);
    this.guard = new Guard(settings);
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<readonly ModelEvent[]> {
    return this.guard.watch(() => this.answer(request, signal), signal);
  }

  /** Closes the connections that wait for the next request, and those in use. */
  close(): Promise<void> {
    return this.client.close();
  }

  private async *answer(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ModelEvent[]> {
    const call = await this.begin(request, signal);
    const leave = () => {
      call.leave().catch((error: unknown) => this.guard.tell(toFailure(error)));
    };
    // Also when the reader neither reads on nor says goodbye.
    signal.addEventListener('abort', leave, { once: true });
    try {
      while (!call.finished && !signal.aborted) {
        const events = await unlessAborted(call.next(), signal);
        if (!events) return;
        if (call.finished) yield* ending(events, call, signal);
        else if (events.length > 0) yield events;
      }
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  private async begin(request: ModelRequest, signal: AbortSignal): Promise<DifyCall> {
    const { text: countTokens } = await warmUpTokenizer();
    const { drainMs = DEFAULT_DRAIN_MS } = this.settings;
    const begun = () => this.guard.succeeded();
    return new DifyCall({ client: this.client, countTokens, drainMs, begun }, request, signal);
  }
}

/** The last events; before the very last one, the figures are looked up where they are missing. */
async function* ending(
  events: readonly ModelEvent[],
  call: DifyCall,
  signal: AbortSignal,
): AsyncGenerator<readonly ModelEvent[]> {
  if (events.length > 1) yield events.slice(0, -1);
  const usage = await unlessAborted(call.missingUsage(), signal);
  if (signal.aborted) return;
  yield [...(usage ? [{ t: 'usage', usage } as const] : []), ...events.slice(-1)];
}
