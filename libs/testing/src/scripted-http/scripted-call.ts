import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { RecordedRequest } from './recorded-request';

const EVENT_STREAM = { 'content-type': 'text/event-stream; charset=utf-8' };

/** One server-sent event with this data, a text or something to be sent as JSON. */
export function frame(data: unknown): string {
  return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** One call, as a script sees it: what was asked, and the means to answer. */
export class ScriptedCall {
  /** Aborts when the client is gone. */
  readonly gone: AbortSignal;

  constructor(
    readonly request: RecordedRequest,
    private readonly incoming: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    this.gone = gone.signal;
  }

  /** Port of the client's end of the connection: the same for calls that share one. */
  get clientPort(): number | undefined {
    return this.incoming.socket.remotePort;
  }

  /** Answers completely with `status` and `body`, a text or something to be sent as JSON. */
  status(status: number, body: unknown = {}, headers: Record<string, string> = {}): void {
    const json = typeof body !== 'string';
    const type = json ? 'application/json' : 'text/plain';
    this.response.writeHead(status, { 'content-type': type, ...headers });
    this.response.end(json ? JSON.stringify(body) : body);
  }

  /** Sends the head of an event stream at once. */
  start(headers: Record<string, string> = {}): void {
    this.response.writeHead(200, { ...EVENT_STREAM, ...headers });
    this.response.flushHeaders();
  }

  /** Sends bytes as they are, in a packet of their own; begins the stream when nothing has. */
  async raw(bytes: string | Uint8Array): Promise<void> {
    if (!this.response.headersSent) this.start();
    if (this.gone.aborted) return;
    if (!this.response.write(bytes)) await this.drained();
    await setImmediate();
  }

  /** Sends one event with this data, a text or something to be sent as JSON. */
  event(data: unknown): Promise<void> {
    return this.raw(frame(data));
  }

  /** Ends the answer. */
  end(): void {
    this.response.end();
  }

  /** Waits, no longer than the client is there. */
  async wait(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.gone }).catch(ignore);
  }

  /** Waits until the client is gone. */
  async hang(): Promise<void> {
    if (!this.gone.aborted) await once(this.gone, 'abort');
  }

  /** Breaks the connection off with a TCP reset. */
  reset(): void {
    this.incoming.socket.resetAndDestroy();
  }

  /** Writes past HTTP, straight to the connection. */
  bytes(bytes: string): void {
    this.incoming.socket.write(bytes);
  }

  private async drained(): Promise<void> {
    await once(this.response, 'drain', { signal: this.gone }).catch(ignore);
  }
}

/** Takes the place of an error that only says that the client is gone. */
function ignore(): void {}
