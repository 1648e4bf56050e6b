import type { GoogleScriptName, GoogleServer } from '@prome-dify/testing';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { VENDOR_KEY, VendorFixture } from '../conformance/vendor.fixture';

const WORDS = 'Hello from the scripted model.';
const WIDE = 'Grüße, 世界 😀!';

let fixture: VendorFixture<GoogleServer>;

beforeAll(async () => {
  fixture = await VendorFixture.google();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

describe('Google is asked', () => {
  it('as its protocol says, with the limit that was held', async () => {
    const messages = [{ role: 'system', content: 'Be brief.' }, ...QUESTION.messages] as const;
    await collect(fixture.connect(), { ...QUESTION, messages });
    const [request] = fixture.server.requests;
    expect(request?.path).toBe('/v1beta/models/scripted:streamGenerateContent?alt=sse');
    expect(request?.headers).toMatchObject({ 'x-goog-api-key': VENDOR_KEY });
    expect(request?.body).toEqual({
      generationConfig: { maxOutputTokens: 1_000 },
      contents: [{ role: 'user', parts: [{ text: 'Hello, who are you?' }] }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
    });
  });

  it('with further members, deep inside too, which cannot replace ours', async () => {
    const generationConfig = { maxOutputTokens: 9_999, thinkingConfig: { thinkingBudget: 0 } };
    await collect(fixture.connect({ extraBody: { generationConfig } }));
    expect(fixture.server.requests[0]?.body).toMatchObject({
      generationConfig: { maxOutputTokens: 1_000, thinkingConfig: { thinkingBudget: 0 } },
    });
  });

  it('not at all when its package has no words for the question', async () => {
    const messages = [...QUESTION.messages, { role: 'system', content: 'Late.' }] as const;
    const { last } = await collect(fixture.connect(), { ...QUESTION, messages });
    expect(last).toMatchObject({ t: 'error', code: 'model_failed' });
    expect(fixture.server.requests).toEqual([]);
  });
});

describe('an answer of Google', () => {
  it.each<[GoogleScriptName, string, string]>([
    ['normal', WORDS, 'stop'],
    ['splitEveryByte', WIDE, 'stop'],
    ['onePacket', WIDE, 'stop'],
    ['thinking', WORDS, 'stop'],
    ['functionCall', WORDS, 'stop'],
    ['inventions', WORDS, 'stop'],
    ['unknownReason', WORDS, 'stop'],
    ['silentAfterFinish', WORDS, 'stop'],
    ['emptyAnswer', '', 'stop'],
    ['blockedPrompt', '', 'refusal'],
    ['refusal', WORDS, 'refusal'],
    ['maxTokens', WORDS, 'length'],
  ])('%s is read as it was meant', async (script, expected, reason) => {
    fixture.server.script(script);
    const { text, last, events } = await collect(fixture.connect());
    expect([text, last]).toEqual([expected, { t: 'end', reason }]);
    expect(events.filter(({ t }) => t === 'end' || t === 'error')).toHaveLength(1);
    expect(fixture.problems).toEqual([]);
  });

  it('keeps thinking apart from the text, and counts it as output', async () => {
    fixture.server.script('thinking');
    const { text, reasoning, usage } = await collect(fixture.connect());
    expect([text, reasoning]).toEqual([WORDS, 'Let me think. Done.']);
    expect(usage).toEqual({
      ...{ inputUncached: 12, cacheRead: 0, cacheWrite: 0 },
      ...{ output: 25, reasoning: 20 },
    });
  });

  it('that fails in the middle keeps the text that came before', async () => {
    fixture.server.script('errorMidStream');
    const { text, last } = await collect(fixture.connect());
    expect([text, last]).toMatchObject(['Hello from the ', { code: 'model_unavailable' }]);
  });

  it('that begins with an error has no text', async () => {
    fixture.server.script('errorFirst');
    const { text, last } = await collect(fixture.connect());
    expect([text, last]).toMatchObject(['', { code: 'model_unavailable', retryAfter: 10 }]);
  });

  it('is not asked to go on: that would cost more than was held', async () => {
    fixture.server.script('continuation');
    const { text, last } = await collect(fixture.connect());
    expect([text, last?.t]).toEqual([WORDS, 'error']);
    expect(fixture.server.requests).toHaveLength(1);
  });
});

describe('the usage of Google', () => {
  it('is in disjoint classes, the last word of it', async () => {
    fixture.server.script('usageCached');
    const means = { inputUncached: 30, cacheRead: 60, cacheWrite: 0, output: 20 };
    expect((await collect(fixture.connect())).usage).toEqual(means);
  });

  it.each<GoogleScriptName>(['usageNegative', 'usageCachedOverPrompt'])(
    '%s counts as none',
    async (script) => {
      fixture.server.script(script);
      const { usage, last } = await collect(fixture.connect());
      expect([usage, last]).toEqual([undefined, { t: 'end', reason: 'stop' }]);
    },
  );
});
