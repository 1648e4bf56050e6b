import type { ModelBackend, ModelEvent } from '../port';
import { Candidates, LONG, SOON_MS } from './candidates.fixture';
import { collect } from './collect.fixture';

let candidates: Candidates;

beforeAll(async () => {
  candidates = await Candidates.start();
});
afterEach(() => candidates.reset());
afterAll(() => candidates.stop());

function isFinal({ t }: ModelEvent): boolean {
  return t === 'end' || t === 'error';
}

describe.each<[string, () => ModelBackend]>([
  ['OpenAiCompatibleBackend', () => candidates.openAiCompatible()],
  ['OpenAiCompatibleBackend (Ollama)', () => candidates.ollama()],
  ['AiSdkBackend (Anthropic)', () => candidates.anthropicModel()],
  ['AiSdkBackend (Google)', () => candidates.googleModel()],
  ['DifyBackend (Chatbot)', () => candidates.difyApp('chatbot')],
  ['DifyBackend (Chatflow)', () => candidates.difyApp('chatflow')],
  ['DifyBackend (Agent)', () => candidates.difyApp('agent')],
  ['DifyBackend (New Agent)', () => candidates.difyApp('new-agent')],
  ['DemoBackend', () => candidates.demo()],
])('%s keeps the rules of every back end:', (_, make) => {
  it('exactly one final event, and it is the last', async () => {
    const backend = make();
    const { events, last, text } = await collect(backend, LONG);
    expect(events.filter(isFinal)).toEqual([last]);
    expect(text.split(' ').length).toBeGreaterThan(100);
  });

  it('no packet is empty, and usage comes before the end', async () => {
    const backend = make();
    const { packets, events } = await collect(backend, LONG);
    expect(packets.every((packet) => packet.length > 0)).toBe(true);
    expect(events.at(-2)?.t).toBe('usage');
    expect(events.at(-1)?.t).toBe('end');
  });

  it('the answer comes in pieces', async () => {
    const backend = make();
    const { packets } = await collect(backend, LONG);
    expect(packets.length).toBeGreaterThan(20);
  });

  it('an aborted answer just ends, at once', async () => {
    const backend = make();
    const leave = new AbortController();
    const events: ModelEvent[] = [];
    let left = 0;
    for await (const packet of backend.stream(LONG, leave.signal)) {
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
    const backend = make();
    expect((await collect(backend, LONG, AbortSignal.abort())).events).toEqual([]);
  });

  it('a reader that walks away stops it', async () => {
    const backend = make();
    for await (const packet of backend.stream(LONG, new AbortController().signal)) {
      expect(packet.length).toBeGreaterThan(0);
      break;
    }
  });

  it('answers at the same time do not mix', async () => {
    const backend = make();
    const alone = (await collect(backend, LONG)).text;
    const together = await Promise.all(Array.from({ length: 5 }, () => collect(backend, LONG)));
    expect(together.map(({ text }) => text)).toEqual(Array.from({ length: 5 }, () => alone));
  });
});
