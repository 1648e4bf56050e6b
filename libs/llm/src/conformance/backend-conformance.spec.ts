import { answering, difyAnswering, until, type DifyApp } from '@prome-dify/testing';
import { DemoBackend } from '../demo/demo-backend';
import type { ModelBackend, ModelEvent, ModelRequest } from '../port';
import { warmUpTokenizer } from '../tokens/estimate';
import { collect, QUESTION } from './collect.fixture';
import { DifyFixture } from './dify.fixture';
import { UpstreamFixture } from './upstream.fixture';

/** 50 ms where nothing else runs; the rest is a busy machine's share. */
const SOON_MS = 250;

/** A back end, and how it is brought to write a long answer. */
interface Candidate {
  readonly backend: ModelBackend;
  readonly long: ModelRequest;
}

const LONG: ModelRequest = {
  ...QUESTION,
  messages: [{ role: 'user', content: '/lorem 120' }],
};

const WORDS = Array.from({ length: 120 }, (_, word) => `word${word} `);

let fixture: UpstreamFixture;
let dify: DifyFixture;

beforeAll(async () => {
  await warmUpTokenizer();
  fixture = await UpstreamFixture.start();
  dify = await DifyFixture.start();
});
afterEach(() => Promise.all([fixture.reset(), dify.reset()]));
afterAll(() => Promise.all([fixture.stop(), dify.stop()]));

function openAiCompatible(): Candidate {
  fixture.server.script(answering({ deltas: WORDS, paceMs: 2 }));
  return { backend: fixture.connect({ timers: {} }), long: LONG };
}

function difyApp(app: DifyApp): () => Candidate {
  return () => {
    dify.server.script(difyAnswering({ app, words: WORDS, paceMs: 2 }));
    return { backend: dify.connect(), long: LONG };
  };
}

function demo(): Candidate {
  return { backend: new DemoBackend({ speed: 10 }), long: LONG };
}

function isFinal({ t }: ModelEvent): boolean {
  return t === 'end' || t === 'error';
}

describe.each([
  ['OpenAiCompatibleBackend', openAiCompatible],
  ['DifyBackend (Chatbot)', difyApp('chatbot')],
  ['DifyBackend (Chatflow)', difyApp('chatflow')],
  ['DifyBackend (Agent)', difyApp('agent')],
  ['DifyBackend (New Agent)', difyApp('new-agent')],
  ['DemoBackend', demo],
])('%s keeps the rules of every back end:', (_, make) => {
  it('exactly one final event, and it is the last', async () => {
    const { backend, long } = make();
    const { events, last, text } = await collect(backend, long);
    expect(events.filter(isFinal)).toEqual([last]);
    expect(text.split(' ').length).toBeGreaterThan(100);
  });

  it('no packet is empty, and usage comes before the end', async () => {
    const { backend, long } = make();
    const { packets, events } = await collect(backend, long);
    expect(packets.every((packet) => packet.length > 0)).toBe(true);
    expect(events.at(-2)?.t).toBe('usage');
    expect(events.at(-1)?.t).toBe('end');
  });

  it('the answer comes in pieces', async () => {
    const { backend, long } = make();
    const { packets } = await collect(backend, long);
    expect(packets.length).toBeGreaterThan(20);
  });

  it('an aborted answer just ends, at once', async () => {
    const { backend, long } = make();
    const leave = new AbortController();
    const events: ModelEvent[] = [];
    let left = 0;
    for await (const packet of backend.stream(long, leave.signal)) {
      events.push(...packet);
      if (events.length > 5 && left === 0) {
        left = performance.now();
        leave.abort();
      }
    }
    expect(performance.now() - left).toBeLessThan(SOON_MS);
    expect(events.some(isFinal)).toBe(false);
  });

  it('a signal that was aborted before gives nothing', async () => {
    const { backend, long } = make();
    expect((await collect(backend, long, AbortSignal.abort())).events).toEqual([]);
  });

  it('a reader that walks away stops it', async () => {
    const { backend, long } = make();
    for await (const packet of backend.stream(long, new AbortController().signal)) {
      expect(packet.length).toBeGreaterThan(0);
      break;
    }
  });

  it('answers at the same time do not mix', async () => {
    const { backend, long } = make();
    const alone = (await collect(backend, long)).text;
    const together = await Promise.all(Array.from({ length: 5 }, () => collect(backend, long)));
    expect(together.map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => alone));
  });
});

/** A back end whose upstream answers with one of these scripts, which both kinds of servers have. */
type Scripted = (script: 'splitEveryByte' | 'longLine') => ModelBackend;

describe.each<[string, Scripted]>([
  [
    'OpenAiCompatibleBackend',
    (script) => {
      fixture.server.script(script);
      return fixture.connect({ timers: {} });
    },
  ],
  [
    'DifyBackend',
    (script) => {
      dify.server.script(script);
      return dify.connect();
    },
  ],
])('%s reads the wire as it may come:', (_, connect) => {
  it('characters cut anywhere', async () => {
    expect((await collect(connect('splitEveryByte'))).text).toBe('Grüße, 世界 😀!');
  });

  it('a line of almost a megabyte', async () => {
    expect((await collect(connect('longLine'))).text).toHaveLength(900_000);
  });
});

describe('DifyBackend stops the app', () => {
  it.each<DifyApp>(['chatbot', 'chatflow', 'agent', 'new-agent'])(
    'a %s that is aborted in the middle of the answer works no longer',
    async (app) => {
      const { backend } = difyApp(app)();
      const leave = new AbortController();
      const reader = backend.stream(LONG, leave.signal)[Symbol.asyncIterator]();
      await reader.next();
      leave.abort();
      await until('it was stopped', () => dify.server.stops.length === 1);
      await until('it works no longer', () => dify.server.running === 0);
    },
  );
});

describe('OpenAiCompatibleBackend closes the upstream connection', () => {
  /** Milliseconds from leaving until the server noticed. */
  async function closedAfter(leave: () => void): Promise<number> {
    const start = Date.now();
    leave();
    await fixture.server.requests[0]?.closed;
    expect(fixture.server.requests[0]?.aborted).toBe(true);
    return Date.now() - start;
  }

  it('within 50 ms of an abort in the middle of the answer', async () => {
    const { backend } = openAiCompatible();
    const leave = new AbortController();
    const reader = backend.stream(LONG, leave.signal)[Symbol.asyncIterator]();
    await reader.next();
    expect(await closedAfter(() => leave.abort())).toBeLessThan(SOON_MS);
    expect(fixture.server.open).toBe(0);
  });

  it('within 50 ms of an abort before the first byte', async () => {
    fixture.server.script('hang');
    const leave = new AbortController();
    const reading = collect(fixture.connect(), QUESTION, leave.signal);
    while (fixture.server.open === 0) await new Promise(setImmediate);
    expect(await closedAfter(() => leave.abort())).toBeLessThan(SOON_MS);
    expect((await reading).events).toEqual([]);
  });

  it('when its reader walks away without a word', async () => {
    const { backend } = openAiCompatible();
    const reader = backend.stream(LONG, new AbortController().signal)[Symbol.asyncIterator]();
    await reader.next();
    expect(await closedAfter(() => void reader.return?.())).toBeLessThan(SOON_MS);
  });
});
