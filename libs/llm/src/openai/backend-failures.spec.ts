import type { ModelScriptName } from '@prome-dify/testing';
import { collect } from '../conformance/collect.fixture';
import { KEY, UpstreamFixture } from '../conformance/upstream.fixture';

let fixture: UpstreamFixture;

beforeAll(async () => {
  fixture = await UpstreamFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

describe('a failure', () => {
  const failures: [ModelScriptName, string, number | undefined][] = [
    ['errorObject200', 'model_failed', 5],
    ['html200', 'model_failed', undefined],
    ['gzipped', 'model_failed', undefined],
    ['redirect', 'model_unavailable', undefined],
    ['badRequest', 'model_failed', undefined],
    ['unauthorized', 'model_unavailable', undefined],
    ['forbidden', 'model_unavailable', undefined],
    ['unknownModel', 'model_unavailable', undefined],
    ['requestTimeout', 'model_timeout', 5],
    ['tooLarge', 'model_failed', undefined],
    ['rateLimited', 'model_unavailable', 7],
    ['rateLimitedDate', 'model_unavailable', 90],
    ['rateLimitedAbsurd', 'model_unavailable', 600],
    ['serverError', 'model_failed', 5],
    ['badGateway', 'model_unavailable', 10],
    ['unavailable', 'model_unavailable', 10],
    ['gatewayTimeout', 'model_timeout', 5],
    ['overloaded', 'model_unavailable', 10],
    ['errorMidStream', 'model_failed', 5],
    ['secretsInError', 'model_failed', undefined],
    ['doneFirst', 'model_failed', 5],
    ['badJsonAlways', 'model_failed', 5],
    ['hugeLine', 'model_failed', undefined],
    ['closeMidAnswer', 'model_failed', 5],
    ['resetBeforeHeaders', 'model_failed', 5],
    ['resetAfterHeaders', 'model_failed', 5],
    ['resetMidAnswer', 'model_failed', 5],
    ['resetMidEvent', 'model_failed', 5],
    ['wrongLength', 'model_failed', 5],
    ['chunkedGarbage', 'model_failed', 5],
    ['hang', 'model_timeout', 5],
    ['silentAfterHeaders', 'model_timeout', 5],
    ['silentMidAnswer', 'model_timeout', 5],
    ['drip', 'model_timeout', undefined],
  ];

  it.each(failures)(
    '%s is told as %s, and shows nothing of the upstream',
    async (script, code, retryAfter) => {
      fixture.server.script(script);
      const { last, events } = await collect(fixture.connect());
      expect(events.filter(({ t }) => t === 'end' || t === 'error')).toHaveLength(1);
      if (last?.t !== 'error') throw new Error('it must end with an error');
      expect([last.code, last.retryAfter]).toEqual([code, retryAfter]);
      expect(fixture.problems).toHaveLength(1);
      const told = JSON.stringify([last, fixture.problems]);
      const secrets = [KEY, '127.0.0.1', String(fixture.server.port), 'UPSTREAM', 'html', 'Bearer'];
      for (const secret of secrets) expect(told).not.toContain(secret);
    },
  );

  it('keeps the text that came before it', async () => {
    for (const script of [
      'resetMidAnswer',
      'closeMidAnswer',
      'silentMidAnswer',
      'errorMidStream',
    ] as const) {
      fixture.server.script(script);
      expect((await collect(fixture.connect())).text).toBe('Hello from the ');
    }
  });

  it('closes the connection of a silent upstream', async () => {
    fixture.server.script('silentMidAnswer');
    await collect(fixture.connect());
    await fixture.server.requests[0]?.closed;
    expect(fixture.server.requests[0]?.aborted).toBe(true);
  });

  it('does not follow a redirect with the key', async () => {
    fixture.server.script('redirect');
    await collect(fixture.connect());
    expect(fixture.server.requests).toHaveLength(1);
  });

  it('is told when nobody listens at the address', async () => {
    const lost = fixture.connect({ baseUrl: 'http://127.0.0.1:9/v1' });
    expect((await collect(lost)).last).toMatchObject({ code: 'model_unavailable', retryAfter: 5 });
  });

  it('is told when the name has no address', async () => {
    const lost = fixture.connect({ baseUrl: 'http://no-such-host.invalid/v1' });
    expect((await collect(lost)).last).toMatchObject({ code: 'model_unavailable' });
  });

  it('is told when the other side speaks no TLS', async () => {
    const lost = fixture.connect({ baseUrl: fixture.server.url.replace('http:', 'https:') });
    expect((await collect(lost)).last).toMatchObject({ code: 'model_unavailable' });
  });

  it('is told when the key can stand in no header', async () => {
    const lost = fixture.connect({ apiKey: 'line\nend' });
    expect((await collect(lost)).last).toMatchObject({ t: 'error' });
  });
});
