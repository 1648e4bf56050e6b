import type { ModelScriptName } from '@prome-dify/testing';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { UpstreamFixture } from '../conformance/upstream.fixture';

const END = { t: 'end', reason: 'stop' };

let fixture: UpstreamFixture;

beforeAll(async () => {
  fixture = await UpstreamFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

/** What the n-th request asked for. */
function body(index: number): unknown {
  return fixture.server.requests[index]?.body;
}

describe('a request is repeated once', () => {
  it.each<ModelScriptName>([
    'resetBeforeHeaders',
    'resetAfterHeaders',
    'badGateway',
    'unavailable',
    'gatewayTimeout',
    'rateLimitedShortly',
  ])('after %s, before the first byte', async (script) => {
    fixture.server.next(script);
    const { text, last } = await collect(fixture.connect());
    expect([text, last]).toEqual(['Hello from the scripted model.', END]);
    expect(fixture.server.requests).toHaveLength(2);
    expect(fixture.problems).toEqual([]);
  });

  it('and not again', async () => {
    fixture.server.script('unavailable');
    expect((await collect(fixture.connect())).last?.t).toBe('error');
    expect(fixture.server.requests).toHaveLength(2);
  });

  it.each<ModelScriptName>([
    'resetMidAnswer',
    'closeMidAnswer',
    'silentAfterHeaders',
    'hang',
    'serverError',
    'overloaded',
    'rateLimited',
    'unauthorized',
    'errorMidStream',
  ])('but not after %s', async (script) => {
    fixture.server.script(script);
    await collect(fixture.connect());
    expect(fixture.server.requests).toHaveLength(1);
  });

  it('and not when the person has left meanwhile', async () => {
    fixture.server.script('unavailable');
    const leave = new AbortController();
    const reading = collect(fixture.connect(), QUESTION, leave.signal);
    while (fixture.server.requests.length === 0) await new Promise(setImmediate);
    await fixture.server.requests[0]?.closed;
    leave.abort();
    expect((await reading).events).toEqual([]);
    expect(fixture.server.requests).toHaveLength(1);
  });
});

describe('a server that does not know an optional member', () => {
  it('is asked again without it, and never with it after that', async () => {
    fixture.server.script('noStreamOptions');
    const backend = fixture.connect();
    expect((await collect(backend)).last).toEqual(END);
    expect((await collect(backend)).last).toEqual(END);
    expect(fixture.server.requests).toHaveLength(3);
    expect(body(0)).toHaveProperty('stream_options');
    expect(body(1)).not.toHaveProperty('stream_options');
    expect(body(1)).toHaveProperty('user', 'person-1');
    expect(body(2)).toEqual(body(1));
  });

  it('is asked once more without all of them when it does not say which', async () => {
    fixture.server.script('badRequest');
    const backend = fixture.connect();
    await collect(backend);
    expect(fixture.server.requests).toHaveLength(2);
    expect(body(1)).not.toHaveProperty('stream_options');
    expect(body(1)).not.toHaveProperty('user');
    fixture.server.script('normal');
    await collect(backend);
    expect(body(2)).toHaveProperty('stream_options');
  });
});

describe('settings of the request', () => {
  it('names the limit as the provider does', async () => {
    await collect(fixture.connect({ maxTokensField: 'max_completion_tokens' }));
    expect(body(0)).toMatchObject({ max_completion_tokens: 1_000 });
    expect(body(0)).not.toHaveProperty('max_tokens');
  });

  it('adds members, which cannot replace ours', async () => {
    const extraBody = { temperature: 0.2, stream: false, model: 'other', messages: [] };
    await collect(fixture.connect({ extraBody }));
    expect(body(0)).toMatchObject({ temperature: 0.2, stream: true, model: 'scripted' });
    expect(body(0)).toMatchObject({ messages: QUESTION.messages });
  });

  it('sends no key where there is none', async () => {
    await collect(fixture.connect({ apiKey: undefined }));
    expect(fixture.server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('keeps the path and the query of the address', async () => {
    const baseUrl = `${fixture.server.url}/?api-version=1`;
    await collect(fixture.connect({ baseUrl }));
    expect(fixture.server.requests[0]?.path).toBe('/v1/chat/completions?api-version=1');
  });
});

describe('an upstream that keeps failing', () => {
  it('is left alone for a while, and the person is told at once', async () => {
    const backend = fixture.connect({ breaker: { failures: 3, openMs: 150 } });
    fixture.server.script('serverError');
    for (let turn = 0; turn < 3; turn += 1) await collect(backend);
    fixture.server.script('normal');
    const refused = await collect(backend);
    expect(refused.last).toMatchObject({ t: 'error', code: 'model_unavailable', retryAfter: 1 });
    expect(fixture.server.requests).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 160));
    expect((await collect(backend)).last).toEqual(END);
  });

  it('is not left alone for requests that are themselves at fault', async () => {
    const backend = fixture.connect({ breaker: { failures: 2 } });
    for (const script of ['badRequest', 'tooLarge', 'errorMidStream', 'badJsonAlways'] as const) {
      fixture.server.script(script);
      await collect(backend);
    }
    fixture.server.script('normal');
    expect((await collect(backend)).last).toEqual(END);
  });
});
