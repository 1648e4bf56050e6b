import type { AnthropicServer, GoogleServer } from '@prome-dify/testing';
import { collect } from '../conformance/collect.fixture';
import { VENDOR_KEY, VendorFixture } from '../conformance/vendor.fixture';

const END = { t: 'end', reason: 'stop' };

type Trouble = Extract<
  Parameters<AnthropicServer['script']>[0] & Parameters<GoogleServer['script']>[0],
  string
>;

const TROUBLES: [Trouble, string, number | undefined][] = [
  ['badRequest', 'model_failed', undefined],
  ['unauthorized', 'model_unavailable', undefined],
  ['forbidden', 'model_unavailable', undefined],
  ['unknownModel', 'model_unavailable', undefined],
  ['tooLarge', 'model_failed', undefined],
  ['rateLimited', 'model_unavailable', 7],
  ['serverError', 'model_failed', 5],
  ['unavailable', 'model_unavailable', 10],
  ['overloaded', 'model_unavailable', 10],
  ['html200', 'model_failed', undefined],
  ['json200', 'model_failed', undefined],
  ['gzipped', 'model_failed', undefined],
  ['redirect', 'model_unavailable', undefined],
  ['secretsInError', 'model_failed', undefined],
  ['resetBeforeHeaders', 'model_failed', 5],
  ['resetMidAnswer', 'model_failed', 5],
  ['closeMidAnswer', 'model_failed', 5],
  ['badJsonAlways', 'model_failed', 5],
  ['hugeLine', 'model_failed', undefined],
  ['hang', 'model_timeout', 5],
  ['silentAfterHeaders', 'model_timeout', 5],
  ['silentMidAnswer', 'model_timeout', 5],
  ['drip', 'model_timeout', undefined],
];

/** Short for those that never end. */
const IMPATIENT = { timers: { firstByteMs: 500, idleMs: 500, totalMs: 1_200, tailMs: 80 } };
const NEVER: ReadonlySet<Trouble> = new Set([
  ...(['hang', 'silentAfterHeaders', 'silentMidAnswer', 'drip'] as const),
]);

const VENDORS: [string, () => Promise<VendorFixture<AnthropicServer | GoogleServer>>][] = [
  ['Anthropic', () => VendorFixture.anthropic()],
  ['Google', () => VendorFixture.google()],
];

describe.each(VENDORS)('%s in trouble', (_, start) => {
  let fixture: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    fixture = await start();
  });
  afterEach(() => fixture.reset());
  afterAll(() => fixture.stop());

  it.each(TROUBLES)(
    '%s is told as %s, and shows nothing of the upstream',
    async (script, code, retryAfter) => {
      fixture.server.script(script);
      const { last, events } = await collect(fixture.connect(NEVER.has(script) ? IMPATIENT : {}));
      expect(events.filter(({ t }) => t === 'end' || t === 'error')).toHaveLength(1);
      if (last?.t !== 'error') throw new Error('it must end with an error');
      expect([last.code, last.retryAfter]).toEqual([code, retryAfter]);
      expect(fixture.problems).toHaveLength(1);
      const told = JSON.stringify([last, fixture.problems]);
      const secrets = [VENDOR_KEY, '127.0.0.1', String(fixture.server.port), 'UPSTREAM', 'html'];
      for (const secret of secrets) expect(told).not.toContain(secret);
    },
  );

  it.each<Trouble>(['resetMidAnswer', 'closeMidAnswer', 'silentMidAnswer'])(
    '%s keeps the text that came before, and no count',
    async (script) => {
      fixture.server.script(script);
      const { text, usage } = await collect(fixture.connect(IMPATIENT));
      expect([text, usage]).toEqual(['Hello from the ', undefined]);
    },
  );

  it.each<Trouble>(['resetBeforeHeaders', 'unavailable', 'rateLimitedShortly'])(
    '%s is repeated once, before the first byte',
    async (script) => {
      fixture.server.next(script);
      const { text, last } = await collect(fixture.connect());
      expect([text, last]).toEqual(['Hello from the scripted model.', END]);
      expect(fixture.server.requests).toHaveLength(2);
    },
  );

  it.each<Trouble>(['overloaded', 'rateLimited', 'unauthorized', 'redirect', 'resetMidAnswer'])(
    '%s is not repeated',
    async (script) => {
      fixture.server.script(script);
      await collect(fixture.connect());
      expect(fixture.server.requests).toHaveLength(1);
    },
  );

  it('is left alone for a while when it keeps failing', async () => {
    const backend = fixture.connect({ breaker: { failures: 2, openMs: 60_000 } });
    fixture.server.script('serverError');
    for (let turn = 0; turn < 3; turn += 1) await collect(backend);
    expect(fixture.server.requests).toHaveLength(2);
  });

  it('ends at the limit of the text when it would never end', async () => {
    fixture.server.script('endless');
    const small = fixture.connect({ limits: { textBytesMax: 10_000 } });
    const { text, last } = await collect(small);
    expect([Buffer.byteLength(text), last]).toEqual([10_000, { t: 'end', reason: 'length' }]);
    await fixture.server.requests[0]?.closed;
    expect(fixture.server.requests[0]?.aborted).toBe(true);
  });

  it('is cut when it sends without a word', async () => {
    fixture.server.script('wordless');
    const small = fixture.connect({ limits: { wordlessBytesMax: 100_000 } });
    const { text, last } = await collect(small);
    expect([text, last]).toMatchObject(['Hello ', { t: 'error', code: 'model_failed' }]);
  });

  it('leaves its connection for the next question', async () => {
    const backend = fixture.connect();
    await Promise.all([collect(backend), collect(backend)]);
    for (let turn = 0; turn < 4; turn += 1) await collect(backend);
    expect(new Set(fixture.server.ports).size).toBeLessThanOrEqual(3);
  });

  it('is told when its key can stand in no header', async () => {
    const { last } = await collect(fixture.connect({ apiKey: 'line\nend' }));
    expect(last).toMatchObject({ t: 'error' });
    expect(fixture.server.requests).toEqual([]);
  });
});
