import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenRecord } from './recorded-request';

/** The calls that a server was asked to answer. */
export class CallLog {
  /** Every call so far, in order. */
  requests: OpenRecord[] = [];
  /** Calls that are being answered now. */
  open = 0;
  /** Most calls that were being answered at the same time. */
  openMax = 0;

  /** Notes a call, and counts it as open until its connection is done with it. */
  record(incoming: IncomingMessage, response: ServerResponse, body: unknown): OpenRecord {
    this.open += 1;
    this.openMax = Math.max(this.openMax, this.open);
    const closed = Promise.withResolvers<void>();
    const record: OpenRecord = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body,
      at: Date.now(),
      aborted: false,
      closedAt: undefined,
      closed: closed.promise,
    };
    this.requests.push(record);
    response.once('close', () => {
      this.open -= 1;
      record.aborted = !response.writableFinished;
      record.closedAt = Date.now();
      closed.resolve();
    });
    return record;
  }

  /** Forgets the calls. */
  clear(): void {
    this.requests = [];
    this.openMax = this.open;
  }
}
