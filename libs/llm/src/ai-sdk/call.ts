import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ModelRequest } from '../port';
import type { Connections } from '../upstream/connections';
import type { Exchange } from '../upstream/exchange';
import { toFailure, UpstreamFailure } from '../upstream/failure';
import { responseType } from '../upstream/response';
import { withRetry } from '../upstream/retry';
import { statusFailure } from '../upstream/status';
import { batches } from './batches';
import { bodyOf } from './body';
import { statusOf } from './part';
import { toCallOptions, toDispatch } from './request';
import type { AiSdkSettings } from './settings';
import type { Vendor } from './vendor';

/** What a call needs to know beside the question. */
export interface CallContext {
  readonly vendor: Vendor;
  readonly settings: AiSdkSettings;
  readonly connections: Connections;
  /** Told when the vendor has begun to answer. */
  readonly begun: () => void;
}

/** One question to a vendor. Its package makes the request and reads the answer; we carry both. */
export class VendorCall {
  /** What the connection failed with. */
  failure: UpstreamFailure | undefined;
  private exchange: Exchange | undefined;

  constructor(
    private readonly context: CallContext,
    private readonly signal: AbortSignal,
  ) {}

  /** Asks, and gives the parts of the answer as they come. Throws an UpstreamFailure. */
  async *parts(request: ModelRequest): AsyncGenerator<readonly LanguageModelV4StreamPart[]> {
    const { vendor, settings } = this.context;
    const { model, apiKey, baseUrl: baseURL } = settings;
    try {
      const asked = vendor(model, { apiKey, ...(baseURL && { baseURL }), fetch: this.fetch });
      const { stream } = await asked.doStream(toCallOptions(request, this.signal));
      yield* batches(stream);
    } catch (error) {
      throw this.failure ?? this.reported(error);
    }
  }

  /** What was read so far was of use. */
  useful(): void {
    this.exchange?.useful();
  }

  /** The answer was read to its end: the connection may serve the next request. */
  release(): void {
    this.exchange?.release();
  }

  /** Closes the connection. */
  close(): void {
    this.exchange?.close();
  }

  /** Takes the place of the global `fetch`. */
  private readonly fetch: typeof fetch = async (url, init = {}) => {
    try {
      this.exchange = await this.send(url as string | URL, init);
      return new Response(this.body(this.exchange), {
        headers: { 'content-type': 'text/event-stream' },
      });
    } catch (error) {
      this.failure = toFailure(error);
      throw this.failure;
    }
  };

  private async send(url: string | URL, init: RequestInit): Promise<Exchange> {
    const { connections, settings, begun } = this.context;
    // Some packages go on asking when an answer was cut; that would cost more than is held.
    if (this.exchange) throw new UpstreamFailure('incomplete');
    const request = toDispatch(url, init, settings.extraBody);
    const exchange = await withRetry(() => connections.send(request, this.signal), this.signal);
    try {
      if (responseType(await exchange.begun()).includes('json')) {
        throw new UpstreamFailure('not_a_stream');
      }
    } catch (error) {
      exchange.close();
      throw error;
    }
    begun();
    return exchange;
  }

  private body(exchange: Exchange): ReadableStream<Uint8Array> {
    const { eventCharsMax } = this.context.connections.limits;
    return bodyOf(exchange, eventCharsMax, (failure) => (this.failure = failure));
  }

  /** What the package has thrown: the first word was an error, or none that it knows. */
  private reported(error: unknown): UpstreamFailure {
    const status = statusOf(error);
    if (status !== undefined) return statusFailure(status);
    return new UpstreamFailure(this.exchange ? 'garbled' : 'rejected');
  }
}
