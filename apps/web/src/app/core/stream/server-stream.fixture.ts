const encoder = new TextEncoder();

/** The server's side of one event stream: a real `Response`, whose body is written piece by piece. */
export class ServerStream {
  readonly response: Response;
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(headers: Record<string, string> = {}) {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.controller = controller;
      },
    });
    this.response = new Response(body, {
      headers: { 'content-type': 'text/event-stream', ...headers },
    });
  }

  /** Answers a request; as with a real one, its abort breaks the body off. */
  to(signal: AbortSignal | null | undefined): Promise<Response> {
    signal?.addEventListener('abort', () => this.controller?.error(signal.reason));
    return Promise.resolve(this.response);
  }

  /** One event in the format of the wire. */
  send(event: string, data: unknown, id?: number): this {
    const idLine = id === undefined ? '' : `id: ${id}\n`;
    return this.write(`${idLine}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  write(text: string): this {
    return this.bytes(encoder.encode(text));
  }

  bytes(chunk: Uint8Array): this {
    this.controller?.enqueue(chunk);
    return this;
  }

  end(): void {
    this.controller?.close();
  }

  /** The connection breaks. */
  cut(): void {
    this.controller?.error(new TypeError('network error'));
  }
}

/** A refusal as the API sends it. */
export function refusal(
  status: number,
  body: Record<string, unknown> | string,
  headers: Record<string, string> = {},
): Response {
  const [text, type] =
    typeof body === 'string'
      ? [body, 'text/html']
      : [JSON.stringify(body), 'application/problem+json'];
  return new Response(text, { status, headers: { 'content-type': type, ...headers } });
}
