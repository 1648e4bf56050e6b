import type { Dispatcher } from 'undici';
import type { UpstreamSettings } from './settings';

const STREAM = 'text/event-stream';
const JSON_TYPE = 'application/json';

/** Makes the requests to one upstream: its address, and as whom we ask. */
export class Api {
  private readonly origin: string;
  private readonly base: string;
  private readonly query: string;
  private readonly headers: Readonly<Record<string, string>>;

  /** Throws a TypeError when the base address is none. */
  constructor({ baseUrl, apiKey }: UpstreamSettings) {
    const { origin, pathname, search } = new URL(baseUrl);
    this.origin = origin;
    this.base = pathname.replace(/\/+$/, '');
    this.query = search;
    this.headers = {
      'accept-encoding': 'identity',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    };
  }

  /** Asks at `path`, below the base address, for a stream. `body` is JSON. */
  askForStream(path: string, body: string): Dispatcher.DispatchOptions {
    return this.request('POST', path, STREAM, body);
  }

  /** Sends `body`, JSON, to `path`. */
  post(path: string, body: string): Dispatcher.DispatchOptions {
    return this.request('POST', path, JSON_TYPE, body);
  }

  /** Asks for what is at `path`. */
  get(path: string, query: Readonly<Record<string, string>>): Dispatcher.DispatchOptions {
    const all = new URLSearchParams([...new URLSearchParams(this.query), ...Object.entries(query)]);
    const headers = { ...this.headers, accept: JSON_TYPE };
    return {
      origin: this.origin,
      path: `${this.base}${path}?${all.toString()}`,
      method: 'GET',
      headers,
    };
  }

  private request(
    method: 'POST',
    path: string,
    accept: string,
    body: string,
  ): Dispatcher.DispatchOptions {
    return {
      origin: this.origin,
      path: `${this.base}${path}${this.query}`,
      method,
      headers: { ...this.headers, 'content-type': JSON_TYPE, accept },
      body,
    };
  }
}
