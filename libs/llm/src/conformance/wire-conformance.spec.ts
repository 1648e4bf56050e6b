import {
  anthropicAnswering,
  googleAnswering,
  until,
  type DifyApp,
  type RecordedRequest,
} from '@prome-dify/testing';
import type { ModelBackend } from '../port';
import { Candidates, LONG, SOON_MS, WORDS } from './candidates.fixture';
import { collect, QUESTION } from './collect.fixture';

let candidates: Candidates;

beforeAll(async () => {
  candidates = await Candidates.start();
});
afterEach(() => candidates.reset());
afterAll(() => candidates.stop());

/** A back end whose upstream answers with one of these scripts, which all servers have. */
type Scripted = (script: 'splitEveryByte' | 'longLine') => ModelBackend;

describe.each<[string, Scripted]>([
  [
    'OpenAiCompatibleBackend',
    (script) => {
      candidates.openAi.server.script(script);
      return candidates.openAi.connect({ timers: {} });
    },
  ],
  [
    'DifyBackend',
    (script) => {
      candidates.dify.server.script(script);
      return candidates.dify.connect();
    },
  ],
  [
    'AiSdkBackend (Anthropic)',
    (script) => {
      candidates.anthropic.server.script(script);
      return candidates.anthropic.connect({ timers: {} });
    },
  ],
  [
    'AiSdkBackend (Google)',
    (script) => {
      candidates.google.server.script(script);
      return candidates.google.connect({ timers: {} });
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
      const backend = candidates.difyApp(app);
      const leave = new AbortController();
      const reader = backend.stream(LONG, leave.signal)[Symbol.asyncIterator]();
      await reader.next();
      leave.abort();
      await until('it was stopped', () => candidates.dify.server.stops.length === 1);
      await until('it works no longer', () => candidates.dify.server.running === 0);
    },
  );
});

/** A back end that stops its upstream by closing the connection. */
interface Closing {
  readonly make: () => ModelBackend;
  /** Has the upstream never begin to answer. */
  readonly silence: () => void;
  readonly requests: () => readonly RecordedRequest[];
}

describe.each<[string, Closing]>([
  [
    'OpenAiCompatibleBackend',
    {
      make: () => candidates.openAiCompatible(),
      silence: () => candidates.openAi.server.script('hang'),
      requests: () => candidates.openAi.server.requests,
    },
  ],
  [
    'AiSdkBackend (Anthropic)',
    {
      make: () => candidates.anthropicModel(),
      silence: () => candidates.anthropic.server.script('hang'),
      requests: () => candidates.anthropic.server.requests,
    },
  ],
  [
    'AiSdkBackend (Google)',
    {
      make: () => candidates.googleModel(),
      silence: () => candidates.google.server.script('hang'),
      requests: () => candidates.google.server.requests,
    },
  ],
])('%s closes the upstream connection', (_, { make, silence, requests }) => {
  /** Milliseconds from leaving until the server noticed. */
  async function closedAfter(leave: () => void): Promise<number> {
    const start = Date.now();
    leave();
    await requests()[0]?.closed;
    expect(requests()[0]?.aborted).toBe(true);
    return Date.now() - start;
  }

  it('within 50 ms of an abort in the middle of the answer', async () => {
    const backend = make();
    const leave = new AbortController();
    const reader = backend.stream(LONG, leave.signal)[Symbol.asyncIterator]();
    await reader.next();
    expect(await closedAfter(() => leave.abort())).toBeLessThan(SOON_MS);
  });

  it('within 50 ms of an abort before the first byte', async () => {
    const backend = make();
    silence();
    const leave = new AbortController();
    const reading = collect(backend, QUESTION, leave.signal);
    while (requests().length === 0) await new Promise(setImmediate);
    expect(await closedAfter(() => leave.abort())).toBeLessThan(SOON_MS);
    expect((await reading).events).toEqual([]);
  });

  it('when its reader walks away without a word', async () => {
    const backend = make();
    const reader = backend.stream(LONG, new AbortController().signal)[Symbol.asyncIterator]();
    await reader.next();
    expect(await closedAfter(() => void reader.return?.())).toBeLessThan(SOON_MS);
  });
});

describe('a later word on what it took takes the place of an earlier one:', () => {
  it.each<[string, () => ModelBackend, number]>([
    [
      'OpenAiCompatibleBackend',
      () => {
        candidates.openAi.server.script('usageTwice');
        return candidates.openAi.connect({ timers: {} });
      },
      6,
    ],
    [
      'AiSdkBackend (Anthropic)',
      () => {
        const usage = [
          { input_tokens: 12, output_tokens: 1 },
          { output_tokens: 3 },
          { output_tokens: 6 },
        ] as const;
        candidates.anthropic.server.script(
          anthropicAnswering({ deltas: ['x'], usage: [...usage] }),
        );
        return candidates.anthropic.connect({ timers: {} });
      },
      6,
    ],
    [
      'AiSdkBackend (Google)',
      () => {
        candidates.google.server.script(googleAnswering({ deltas: WORDS }));
        return candidates.google.connect({ timers: {} });
      },
      120,
    ],
  ])('%s', async (_, connect, output) => {
    expect((await collect(connect())).usage?.output).toBe(output);
  });
});
