import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Engine } from '@prome-dify/testing';
import { answering, reachableEngines, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** Readers that take nothing; 200 where a change lands. */
const READERS = Number(process.env['READERS'] ?? 50);
const NORMAL = 50;
/** Each of these characters is six bytes on the wire. */
const wide = (length: number, pieces: number) =>
  Array<string>(pieces).fill('\u0001'.repeat(length));
/** The system itself keeps four megabytes for a connection, of what its reader does not take. */
const TOO_MUCH = wide(1_000, 960);
const ALMOST = wide(8_000, 96);
const GROWTH_MAX = 300_000_000;
/** Nobody else waits for those who take nothing, though all share a processor. */
const LONG_BEFORE_THE_CUT_MS = 15_000;
/** Twice the 20 s after which a reader that takes nothing is cut, and some more. */
const CUT_WITHIN_MS = 60_000;
const MODELS = [
  { id: 'scripted', maxOutputTokens: 500 },
  { id: 'long', maxOutputTokens: 4_000_000, contextTokens: 5_000_000 },
];

/** The database has no part in this. */
const [engine] = await reachableEngines();

describe('readers that take nothing', () => {
  let host: ChatHost;
  let person: Person;
  const stalled: Socket[] = [];

  beforeAll(async () => {
    const env = { SIGNUP_TOKENS: '100000000', MAX_STREAMS_PER_USER: '100', DRAIN_MS: '0' };
    host = await ChatHost.open(engine as Engine, env, MODELS);
    person = await host.newPerson();
  });
  beforeEach(() => host.model.clear());
  afterEach(async () => {
    for (const socket of stalled.splice(0)) socket.destroy();
    expect(await host.findings()).toEqual([]);
  });
  afterAll(() => host.close());

  /** Asks for an answer and reads nothing of it. */
  async function stall(generationId: string): Promise<void> {
    const { hostname, port } = new URL(host.url);
    const socket = connect(Number(port), hostname);
    stalled.push(socket.on('error', () => undefined));
    await once(socket, 'connect');
    const head = `GET /api/chat/${generationId}/stream HTTP/1.1\r\nHost: x\r\n`;
    socket.write(`${head}Authorization: Bearer ${person.token}\r\n\r\n`);
    await once(socket, 'readable');
  }
  /** Begins a long answer with so many readers that take nothing, and one that reads. */
  async function begin(deltas: readonly string[], paceMs: number, readers: number) {
    host.model.next(answering({ deltas, paceMs }));
    const { generationId, events } = await person.begin({ message: 'Go on', model: 'long' });
    await Promise.all(Array.from({ length: readers }, () => stall(generationId)));
    const end = (async () => {
      const received = [];
      for await (const event of events) received.push(event);
      return storyOf(received);
    })();
    return { end };
  }
  /** Lets normal readers have an answer each; how long 95 of 100 wait for the first word. */
  async function firstWords(): Promise<number> {
    const waits = await Promise.all(
      Array.from({ length: NORMAL }, async () => {
        const begun = performance.now();
        const { events } = await person.begin({ message: 'Hello' });
        let first = 0;
        for await (const { event } of events) {
          if (event === 'answer') first ||= performance.now() - begun;
        }
        return first;
      }),
    );
    return waits.toSorted((a, b) => a - b)[Math.floor(NORMAL * 0.95)] ?? Infinity;
  }
  const cut = () => host.log().split('a reader that takes nothing is cut').length - 1;

  it('are cut, take little memory, and hold up nobody', async () => {
    await firstWords();
    const before = await host.residentBytes();
    const { end } = await begin(TOO_MUCH, 8, READERS);
    const busy = await firstWords();
    let most = 0;
    const allAreCut = async () => {
      most = Math.max(most, await host.residentBytes());
      return cut() === READERS;
    };
    await until('all are cut', allAreCut, CUT_WITHIN_MS);
    const { text, ...told } = await end;
    expect(told).toMatchObject({ charged: 12 + TOO_MUCH.length, end: 'complete' });
    expect(text === TOO_MUCH.join('')).toBe(true);
    expect(most - before).toBeLessThan(GROWTH_MAX);
    expect(busy).toBeLessThan(LONG_BEFORE_THE_CUT_MS);
    const charges = (await person.charges()).toSorted((a, b) => b - a);
    expect(charges).toEqual([12 + TOO_MUCH.length, ...Array<number>(2 * NORMAL).fill(17)]);
  }, 120_000);

  it('do not keep the server from leaving in order', async () => {
    const before = cut();
    const { end } = await begin(ALMOST, 20, 3);
    expect((await end).end).toBe('complete');
    expect(cut()).toBe(before);
    host.signal('SIGTERM');
    expect(await host.exit()).toBe(0);
    await host.restart();
  });
});
