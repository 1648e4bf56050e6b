/** @jest-environment node */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { of } from 'rxjs';
import { Reader } from './chat-server.fixture';
import { sendMessage, type StreamPort } from './chat-stream';

type Exchange = readonly [request: IncomingMessage, response: ServerResponse];

const server = createServer();
let base = '';
beforeAll(async () => {
  // The real network throws errors from outside the world of a spec, where `TypeError` is another class.
  const error: unknown = await fetch('nowhere:').catch((thrown: unknown) => thrown);
  globalThis.TypeError = (error as { constructor: TypeErrorConstructor }).constructor;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const port: StreamPort = {
  request: (url, init) => fetch(base + url, init),
  wait: () => of(null),
};

async function nextRequest(): Promise<Exchange> {
  const [request, response] = (await once(server, 'request')) as unknown as Exchange;
  response.setHeader('content-type', 'text/event-stream');
  response.setHeader('x-generation-id', 'g-1');
  return [request, response];
}

const answer = (id: number, content: string) =>
  `id: ${id}\nevent: answer\ndata: ${JSON.stringify({ content, finished: false })}\n\n`;

describe('over a real connection', () => {
  it('unsubscribing closes it, and the server notices', async () => {
    const arriving = nextRequest();
    const reader = new Reader(sendMessage(port, { message: 'Hello' }, 'key'));
    const [, response] = await arriving;
    response.write(answer(1, 'a'));
    const closed = once(response, 'close');
    reader.leave();
    await closed;
    expect(response.writableEnded).toBe(false);
  });

  it('a reset in the middle of an answer is resumed by GET', async () => {
    const posted = nextRequest();
    const reader = new Reader(sendMessage(port, { message: 'Hello' }, 'key'));
    const [post, first] = await posted;
    const resumed = nextRequest();
    first.write(answer(1, 'half'), () => setImmediate(() => post.socket.destroy()));
    const [get, second] = await resumed;
    expect([get.method, get.url]).toEqual(['GET', '/api/chat/g-1/stream?after=1']);
    expect(get.headers['last-event-id']).toBe('1');
    second.end(`${answer(2, ' whole')}id: 3\nevent: done\ndata: {"reason":"complete"}\n\n`);
    await reader.ended;
    expect([reader.text, reader.failure]).toEqual(['half whole', null]);
  });

  it('a reset before the answer is not: nobody knows what became of the POST', async () => {
    const posted = nextRequest();
    const reader = new Reader(sendMessage(port, { message: 'Hello' }, 'key'));
    let requests = 0;
    server.on('request', () => (requests += 1));
    (await posted)[0].socket.destroy();
    await reader.ended;
    expect(reader.failure).toMatchObject({ code: 'unreachable' });
    expect(requests).toBe(1);
    server.removeAllListeners('request');
  });
});
