import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request as httpRequest } from 'node:http';

/** A request as it is sent, word for word. */
export interface Sent {
  readonly method: string;
  /** Path and query, as they stand in the request line. */
  readonly target: string;
  /** A name may come twice. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer;
}

export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly ms: number;
}

/** Longer than this nothing may take: a longer answer hangs. */
export const HANG_MS = 5_000;

/** Sends requests to one server, one after the other, as no browser would. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(private readonly url: string) {}

  /**
   * The answer, in full; of a stream without end, the first event.
   * @throws when it does not come in time, or the connection breaks
   */
  async send({ method, target, headers, body }: Sent): Promise<Received> {
    const begun = performance.now();
    const { hostname, port, host } = new URL(this.url);
    const { promise, resolve, reject } = Promise.withResolvers<Omit<Received, 'ms'>>();
    const raw = [['host', host], ...headers, ...lengthOf(method, body)].flat();
    const options = { hostname, port, method, path: target, headers: raw, agent: this.agent };
    const request = httpRequest(options, (response) => {
      let text = '';
      const { statusCode: status = 0, headers: received } = response;
      const done = () => resolve({ status, headers: received, text });
      // What could not be read is refused with a body: nobody knows that it was a HEAD.
      if (method === 'HEAD' && received.connection === 'close') done();
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (!text.includes('event: balance')) return;
        done();
        request.destroy();
      });
      response.on('end', done).on('error', reject);
    });
    const limit = setTimeout(() => request.destroy(new Error('it hangs')), HANG_MS);
    request.on('error', reject).end(body);
    try {
      return { ...(await promise), ms: performance.now() - begun };
    } finally {
      clearTimeout(limit);
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

function lengthOf(method: string, body: Buffer | undefined): [string, string][] {
  if (body) return [['content-length', String(body.length)]];
  return method === 'GET' || method === 'HEAD' ? [] : [['content-length', '0']];
}
