import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { ReceivedEvent } from '@prome-dify/testing';
import { createParser } from 'eventsource-parser';

/** What ends a stream; the connection may stay open for a next request. */
const LAST_CHUNK = '\r\n0\r\n\r\n';

/** A refusal for now, whose headers came whole. */
const BUSY = /^HTTP\/1\.1 503 [^]*?\r\nretry-after: (\d+)\r\n[^]*\r\n\r\n/i;

/** What a client knows of a stream whose connection has ended. */
export interface Heard {
  /** Unknown when the connection was cut before the end of the headers. */
  readonly generationId: string | undefined;
  /** The whole events among what came. */
  readonly events: readonly ReceivedEvent[];
}

/** A request, and after how many bytes of the answer, headers and all, the socket is destroyed. */
export interface CutRequest {
  readonly path: string;
  readonly token: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly limit: number;
}

/**
 * Sends a request over a connection of its own and reads it until its end or ours; asks again when a
 * busy server says that it should.
 */
export async function readUntilCut(url: string, request: CutRequest): Promise<Heard> {
  for (;;) {
    const bytes = await bytesUntilCut(url, request);
    const wait = BUSY.exec(bytes.toString('latin1'))?.[1];
    if (wait === undefined) return understand(bytes);
    await delay(Number(wait) * 1_000);
  }
}

async function bytesUntilCut(url: string, request: CutRequest): Promise<Buffer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  let [left, tail] = [request.limit, ''];
  socket.on('data', (bytes: Buffer) => {
    chunks.push(bytes.subarray(0, left));
    left = Math.max(0, left - bytes.length);
    tail = (tail + bytes.toString('latin1')).slice(-LAST_CHUNK.length);
    if (left === 0 || tail === LAST_CHUNK) socket.destroy();
  });
  socket.write(head(request));
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

function head({ path, token = '', body, headers = {} }: CutRequest): string {
  const content = body === undefined ? '' : JSON.stringify(body);
  const all = {
    host: 'server.test',
    connection: 'close',
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  const method = body === undefined ? 'GET' : 'POST';
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${content}`;
}

function understand(bytes: Buffer): Heard {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return { generationId: undefined, events: [] };
  const head = bytes.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`refused: ${bytes.toString()}`);
  const events: ReceivedEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      events.push({ event, id: Number(id), data: JSON.parse(data) as unknown } as ReceivedEvent);
    },
  });
  const body = bytes.subarray(end + 4);
  parser.feed(unchunk(body).toString());
  return { generationId: /^x-generation-id: (\S+)/im.exec(head)?.[1], events };
}

/** The content of chunks, as far as they came. */
function unchunk(bytes: Buffer): Buffer {
  const content: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    const size = line < 0 ? 0 : Number.parseInt(bytes.toString('latin1', at, line), 16);
    if (!(size > 0)) return Buffer.concat(content);
    content.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
