import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; `undefined` when it is no JSON. */
  readonly body: unknown;
}

/** For specs: sends bytes that no HTTP client would send, and reads until the server closes. */
export async function rawRequest(url: string, bytes: string | Buffer): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  // A server that refuses early may reset the rest of what is sent.
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return parse(received);
}

/** A request line with the headers that make the server close when it has answered. */
export function rawHead(method: string, target: string, headers: readonly string[] = []): string {
  const lines = [`${method} ${target} HTTP/1.1`, 'Host: server.test', 'Connection: close'];
  return `${[...lines, ...headers].join('\r\n')}\r\n\r\n`;
}

function parse(received: string): RawAnswer {
  const [head = '', text = ''] = received.split(/\r\n\r\n(.*)/s);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [name = '', value = ''] = line.split(/: (.*)/s);
      return [name, value];
    }),
  );
  return { status: Number(statusLine.split(' ')[1]), headers, text, body: jsonOf(text) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
