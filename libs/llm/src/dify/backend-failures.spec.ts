import type { DifyScriptName } from '@prome-dify/testing';
import { collect } from '../conformance/collect.fixture';
import { DIFY_KEY, DifyFixture } from '../conformance/dify.fixture';

const END = { t: 'end', reason: 'stop' };

let fixture: DifyFixture;

beforeAll(async () => {
  fixture = await DifyFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

describe('a failure', () => {
  it.each<[DifyScriptName, string, number | undefined]>([
    ['invalidParam', 'model_failed', undefined],
    ['appUnavailable', 'model_unavailable', undefined],
    ['quotaExceeded', 'model_unavailable', undefined],
    ['unauthorized', 'model_unavailable', undefined],
    ['forbidden', 'model_unavailable', undefined],
    ['notFound', 'model_unavailable', undefined],
    ['tooManyRequests', 'model_unavailable', 1],
    ['rateLimit', 'model_unavailable', 10],
    ['serverError', 'model_failed', 1],
    ['badGateway', 'model_unavailable', 10],
    ['html200', 'model_failed', undefined],
    ['blocking200', 'model_failed', undefined],
    ['redirect', 'model_unavailable', undefined],
    ['secretsInError', 'model_failed', undefined],
    ['quotaMidAnswer', 'model_unavailable', undefined],
    ['requestErrorMidAnswer', 'model_failed', undefined],
    ['serverErrorMidAnswer', 'model_failed', 1],
    ['chatflowFailed', 'model_failed', 1],
    ['humanInput', 'model_failed', undefined],
    ['closeMidAnswer', 'model_failed', 5],
    ['resetMidAnswer', 'model_failed', 5],
    ['resetBeforeHeaders', 'model_failed', 5],
    ['badJsonAlways', 'model_failed', 5],
  ])('%s is told as %s, and shows nothing of the app', async (script, code, retryAfter) => {
    fixture.server.script(script);
    const { last, events } = await collect(fixture.connect());
    expect(events.filter(({ t }) => t === 'end' || t === 'error')).toHaveLength(1);
    if (last?.t !== 'error') throw new Error('it must end with an error');
    expect([last.code, last.retryAfter]).toEqual([code, retryAfter]);
    expect(fixture.problems).toHaveLength(1);
    const told = JSON.stringify([last, fixture.problems]);
    const secrets = [DIFY_KEY, '127.0.0.1', String(fixture.server.port), 'UPSTREAM', 'Bearer'];
    for (const secret of secrets) expect(told).not.toContain(secret);
  });

  it('of a workflow tells the tokens that it took', async () => {
    fixture.server.script('chatflowFailed');
    const { text, usage } = await collect(fixture.connect());
    expect(text).toBe('Hello ');
    expect((usage?.inputUncached ?? 0) + (usage?.output ?? 0)).toBe(40);
  });

  it('that the app has told needs no stop', async () => {
    fixture.server.script('serverErrorMidAnswer');
    await collect(fixture.connect());
    await fixture.server.requests[0]?.closed;
    expect(fixture.server.stops).toEqual([]);
  });
});

describe('a question is asked once more', () => {
  it.each<DifyScriptName>(['tooManyRequests', 'serverError', 'badGateway', 'resetBeforeHeaders'])(
    'after %s, before the first byte',
    async (script) => {
      fixture.server.next(script);
      expect((await collect(fixture.connect())).last).toEqual(END);
      expect(fixture.server.requests).toHaveLength(2);
      expect(fixture.problems).toEqual([]);
    },
  );

  it.each<DifyScriptName>([
    'invalidParam',
    'rateLimit',
    'unauthorized',
    'serverErrorMidAnswer',
    'resetMidAnswer',
    'closeMidAnswer',
  ])('but not after %s', async (script) => {
    fixture.server.script(script);
    await collect(fixture.connect());
    expect(fixture.server.requests).toHaveLength(1);
  });
});

describe('an app that keeps failing', () => {
  it('is left alone for a while', async () => {
    const backend = fixture.connect({ breaker: { failures: 2, openMs: 60_000 } });
    fixture.server.script('unauthorized');
    for (let turn = 0; turn < 3; turn += 1) await collect(backend);
    expect(fixture.server.requests).toHaveLength(2);
    expect((await collect(backend)).last).toMatchObject({ code: 'model_unavailable' });
  });
});
