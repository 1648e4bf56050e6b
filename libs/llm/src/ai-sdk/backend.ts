import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import { Connections } from '../upstream/connections';
import { Guard } from '../upstream/guard';
import { VendorCall } from './call';
import { PartReader } from './part-reader';
import type { AiSdkSettings } from './settings';
import type { Vendor } from './vendor';

/** A model of a vendor with a protocol of its own, which a package of the AI SDK speaks for us. */
export class AiSdkBackend implements ModelBackend {
  private readonly connections: Connections;
  private readonly guard: Guard;

  /** Nothing is sent before the first answer. */
  constructor(
    private readonly vendor: Vendor,
    private readonly settings: AiSdkSettings,
  ) {
    this.connections = new Connections(settings);
    this.guard = new Guard(settings);
  }

  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<readonly ModelEvent[]> {
    return this.guard.watch(() => this.answer(request, signal), signal);
  }

  /** Closes the connections that wait for the next request, and those in use. */
  close(): Promise<void> {
    return this.connections.close();
  }

  private async *answer(
    request: ModelRequest,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ModelEvent[]> {
    const { vendor, settings, connections } = this;
    const begun = () => this.guard.succeeded();
    const call = new VendorCall({ vendor, settings, connections, begun }, signal);
    const reader = new PartReader(connections.limits.textBytesMax);
    try {
      for await (const parts of call.parts(request)) {
        if (signal.aborted) return;
        const events = reader.read(parts);
        if (events.length > 0) {
          call.useful();
          yield events;
        }
        if (reader.finished) return;
        reader.check();
      }
      if (!signal.aborted) throw call.failure ?? reader.incomplete;
    } finally {
      if (reader.finished) call.release();
      else call.close();
    }
  }
}
