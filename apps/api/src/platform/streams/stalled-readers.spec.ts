import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { until } from '@prome-dify/testing';
import { interval, map } from 'rxjs';
import { cutWhenStalled } from './stalled-readers';

const STALLED_MS = 1_000;
/** More than the system keeps for a connection. */
const TOO_MUCH = 'x'.repeat(1_000_000);
const TIMES = 30;

describe('A stream', () => {
  let server: Server;
  let sent = 0;
  /** What is sent every 50 ms, and how often until the end. */
  let [beat, beats] = ['', Infinity];
  const sockets: Socket[] = [];

  beforeAll(async () => {
    server = createServer((_, response) => {
      const events = interval(50).pipe(map(() => beat));
      const subscription = cutWhenStalled(response, events, STALLED_MS).subscribe((text) => {
        sent += 1;
        response.write(text);
        if (sent === beats) {
          subscription.unsubscribe();
          response.end();
        }
      });
      response.on('close', () => subscription.unsubscribe());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => (sent = 0));
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => server.close());

  const request = async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(socket, 'connect');
    return socket;
  };
  const open = () =>
    new Promise<number>((resolve, reject) => {
      server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });

  it('stays as long as heartbeats are taken', async () => {
    [beat, beats] = [': ping\n\n', Infinity];
    const socket = await request();
    socket.resume();
    await until('there were heartbeats for long', () => sent > (STALLED_MS * 3) / 50);
    expect(await open()).toBe(1);
  });

  it.each([
    ['while it goes on', Infinity],
    ['after its end', TIMES],
  ])('is cut %s when nothing is taken any more', async (_, count) => {
    [beat, beats] = [TOO_MUCH, count];
    const socket = await request();
    socket.pause();
    await until('it is full', () => sent >= TIMES);
    await until('it is cut', async () => (await open()) === 0);
  });

  it('stays for who is slow and takes a little now and then', async () => {
    [beat, beats] = [TOO_MUCH, TIMES];
    const socket = await request();
    const sip = setInterval(() => socket.resume(), 10);
    socket.on('data', () => socket.pause());
    await until('it is full', () => sent >= TIMES);
    await until('far more than the limit has gone by', after(STALLED_MS * 2.5));
    expect(await open()).toBe(1);
    clearInterval(sip);
    socket.removeAllListeners('data').resume();
    await until('all is taken', async () => socket.bytesRead > TIMES * TOO_MUCH.length);
  });
});

function after(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start > ms;
}
