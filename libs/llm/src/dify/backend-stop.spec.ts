import type { DifyScriptName } from '@prome-dify/testing';
import { until } from '@prome-dify/testing';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { DifyFixture } from '../conformance/dify.fixture';
import type { ModelEvent, ModelRequest, TokenUsage } from '../port';
import type { DifyBackend } from './backend';

let fixture: DifyFixture;

beforeAll(async () => {
  fixture = await DifyFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

/** A question, and what is said about its tokens when it is over. */
function asking(): { request: ModelRequest; late: TokenUsage[] } {
  const late: TokenUsage[] = [];
  return { request: { ...QUESTION, onLateUsage: (usage) => late.push(usage) }, late };
}

/** Reads until some text has come, then aborts. */
async function abortMidAnswer(backend: DifyBackend, request: ModelRequest): Promise<ModelEvent[]> {
  const leave = new AbortController();
  const events: ModelEvent[] = [];
  for await (const packet of backend.stream(request, leave.signal)) {
    events.push(...packet);
    if (events.some(({ t }) => t === 'delta')) leave.abort();
  }
  return events;
}

function stopped(): Promise<true> {
  return until('the app has stopped', () => fixture.server.running === 0);
}

describe('an aborted answer', () => {
  it.each<DifyScriptName>(['slow', 'slowChatflow'])(
    '%s is stopped at the app, by the one who asked, and tells its tokens late',
    async (script) => {
      fixture.server.script(script);
      const { request, late } = asking();
      const events = await abortMidAnswer(fixture.connect({ drainMs: 5_000 }), request);
      expect(events.some(({ t }) => t === 'end' || t === 'error')).toBe(false);
      await until('the tokens are told', () => late.length > 0);
      expect(fixture.server.stops).toEqual([{ taskId: expect.any(String), user: 'person-1' }]);
      expect(fixture.server.running).toBe(0);
      expect(late).toHaveLength(1);
      expect(late[0]?.inputUncached).toBe(12);
      expect(late[0]?.output).toBeGreaterThan(0);
      expect(late[0]?.output).toBeLessThan(500);
      expect(fixture.problems).toEqual([]);
    },
  );

  it('is stopped although it was aborted before its task had a name', async () => {
    fixture.server.script('silentThenSlow');
    const leave = new AbortController();
    const reading = collect(fixture.connect(), QUESTION, leave.signal);
    await until('it was asked', () => fixture.server.running === 1);
    leave.abort();
    expect((await reading).events).toEqual([]);
    expect(fixture.server.stops).toEqual([]);
    await stopped();
    expect(fixture.server.stops).toHaveLength(1);
  });

  it('is stopped when its reader walks away without a word', async () => {
    fixture.server.script('slow');
    const reader = fixture.connect().stream(QUESTION, new AbortController().signal);
    for await (const packet of reader) {
      expect(packet.length).toBeGreaterThan(0);
      break;
    }
    await stopped();
    expect(fixture.server.stops).toHaveLength(1);
  });

  it('leaves the connection when its last figures do not come in time, and looks them up', async () => {
    fixture.server.script(async (call) => {
      await call.send('message', { answer: 'Hello ' });
      call.record('', 12, 1);
      await call.hang();
    });
    const { request, late } = asking();
    await abortMidAnswer(fixture.connect({ drainMs: 50 }), request);
    await until('the tokens are told', () => late.length > 0);
    expect(late).toEqual([{ inputUncached: 12, cacheRead: 0, cacheWrite: 0, output: 1 }]);
    expect(fixture.server.open).toBe(0);
  });
});

describe('an app that works on without us', () => {
  it('is stopped when the text is longer than we take', async () => {
    fixture.server.script('endless');
    const { request, late } = asking();
    const small = fixture.connect({ limits: { textBytesMax: 10_000 }, drainMs: 5_000 });
    const { text, last } = await collect(small, request);
    expect([text.length, last]).toEqual([10_000, { t: 'end', reason: 'length' }]);
    await until('the tokens are told', () => late.length > 0);
    expect(late[0]?.output).toBe(100_000);
    expect(fixture.server.stops).toHaveLength(1);
  });

  it.each<[DifyScriptName, string]>([
    ['resetMidAnswer', 'model_failed'],
    ['silentMidAnswer', 'model_timeout'],
    ['onlyPings', 'model_timeout'],
  ])('%s is stopped, and its record is looked up', async (script, code) => {
    fixture.server.script(script);
    const { request, late } = asking();
    const timers = { firstByteMs: 5_000, idleMs: 200, totalMs: 600 };
    const { text, last } = await collect(fixture.connect({ timers }), request);
    expect([text, last]).toMatchObject(['Hello from the ', { t: 'error', code }]);
    await until('the tokens are told', () => late.length > 0);
    expect(late).toEqual([{ inputUncached: 12, cacheRead: 0, cacheWrite: 0, output: 3 }]);
    expect(fixture.server.stops).toHaveLength(1);
    await stopped();
  });

  it('is stopped when it waits for a person', async () => {
    fixture.server.script('humanInput');
    const { text, last } = await collect(fixture.connect());
    expect(text).toBe('Hello ');
    expect(last).toMatchObject({ t: 'error', code: 'model_failed' });
    await until('it is stopped', () => fixture.server.stops.length === 1);
  });

  it('is stopped by no name that leads somewhere else', async () => {
    fixture.server.script('hostileIds');
    await abortMidAnswer(fixture.connect({ timers: { idleMs: 100 } }), QUESTION);
    await until('the connection is closed', () => fixture.server.open === 0);
    expect(fixture.server.paths).toEqual(['/v1/chat-messages']);
  });
});
