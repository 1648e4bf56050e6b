import {
  ANTHROPIC_USAGE,
  anthropicAnswering,
  type AnthropicScriptName,
  type AnthropicServer,
  type UsagePayload,
} from '@prome-dify/testing';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { VENDOR_KEY, VendorFixture } from '../conformance/vendor.fixture';
import { anthropicUsage } from '../usage/anthropic';

const WORDS = 'Hello from the scripted model.';
const WIDE = 'Grüße, 世界 😀!';

let fixture: VendorFixture<AnthropicServer>;

beforeAll(async () => {
  fixture = await VendorFixture.anthropic();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

describe('Anthropic is asked', () => {
  it('as its protocol says, with the limit that was held and the person by a pseudonym', async () => {
    await collect(fixture.connect());
    expect(fixture.server.requests[0]).toMatchObject({ method: 'POST', path: '/v1/messages' });
    expect(fixture.server.requests[0]?.headers).toMatchObject({
      'x-api-key': VENDOR_KEY,
      'anthropic-version': '2023-06-01',
      accept: 'text/event-stream',
    });
    expect(fixture.server.requests[0]?.body).toEqual({
      model: 'scripted',
      max_tokens: 1_000,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello, who are you?' }] }],
      metadata: { user_id: 'person-1' },
      stream: true,
    });
  });

  it('with the conversation before, and without what is empty in it', async () => {
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'One' },
      { role: 'assistant', content: '' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Three' },
      { role: 'user', content: 'Four' },
    ] as const;
    await collect(fixture.connect(), { ...QUESTION, messages });
    const said = (text: string) => ({ type: 'text', text });
    expect(fixture.server.requests[0]?.body).toMatchObject({
      system: [said('Be brief.')],
      messages: [
        { role: 'user', content: [said('One'), said('Two')] },
        { role: 'assistant', content: [said('Three')] },
        { role: 'user', content: [said('Four')] },
      ],
    });
  });

  it('with further members, which cannot replace ours', async () => {
    const extraBody = { temperature: 0.2, max_tokens: 9_999, metadata: { tenant: 'a' } };
    await collect(fixture.connect({ extraBody }));
    expect(fixture.server.requests[0]?.body).toMatchObject({
      temperature: 0.2,
      max_tokens: 1_000,
      metadata: { tenant: 'a', user_id: 'person-1' },
    });
  });
});

describe('an answer of Anthropic', () => {
  it.each<[AnthropicScriptName, string, string]>([
    ['normal', WORDS, 'stop'],
    ['splitEveryByte', WIDE, 'stop'],
    ['onePacket', WIDE, 'stop'],
    ['carriageReturns', WIDE, 'stop'],
    ['thinking', WORDS, 'stop'],
    ['toolUse', WORDS, 'stop'],
    ['inventions', WORDS, 'stop'],
    ['badJsonOnce', WORDS, 'stop'],
    ['pauseTurn', WORDS, 'stop'],
    ['unknownReason', WORDS, 'stop'],
    ['emptyAnswer', '', 'stop'],
    ['refusal', WORDS, 'refusal'],
    ['maxTokens', WORDS, 'length'],
    ['contextFull', WORDS, 'length'],
    ['nulAndSurrogates', 'half 😀 lone \ufffd nul \ufffd.', 'stop'],
  ])('%s is read as it was meant', async (script, expected, reason) => {
    fixture.server.script(script);
    const { text, last, events } = await collect(fixture.connect());
    expect([text, last]).toEqual([expected, { t: 'end', reason }]);
    expect(events.filter(({ t }) => t === 'end' || t === 'error')).toHaveLength(1);
    expect(fixture.problems).toEqual([]);
  });

  it('keeps thinking apart from the text', async () => {
    fixture.server.script('thinking');
    const { text, reasoning, usage } = await collect(fixture.connect());
    expect([text, reasoning]).toEqual([WORDS, 'Let me think. Done.']);
    expect(usage).toMatchObject({ output: 25, reasoning: 20 });
  });

  it.each<[AnthropicScriptName, string]>([
    ['errorMidStream', 'model_unavailable'],
    ['noMessageStop', 'model_failed'],
    ['secondMessage', 'model_failed'],
  ])('that fails (%s) keeps the text that came before', async (script, code) => {
    fixture.server.script(script);
    const { text, last } = await collect(fixture.connect());
    expect(last).toMatchObject({ t: 'error', code });
    expect(WORDS.startsWith(text) && text !== '').toBe(true);
  });

  it.each<[AnthropicScriptName, string, number]>([
    ['overloadedFirst', 'model_unavailable', 10],
    ['unauthorized', 'model_unavailable', 0],
    ['rateLimited', 'model_unavailable', 7],
    ['overloaded', 'model_unavailable', 10],
    ['strangeStart', 'model_failed', 5],
  ])('that is %s never begins', async (script, code, retryAfter) => {
    fixture.server.script(script);
    const { text, last } = await collect(fixture.connect());
    expect(text).toBe('');
    expect(last).toMatchObject({ code, ...(retryAfter > 0 && { retryAfter }) });
  });
});

describe('the usage of Anthropic', () => {
  it.each(
    (Object.entries(ANTHROPIC_USAGE) as [string, UsagePayload][]).filter(
      ([, { raw }]) => (raw as unknown[]).length > 1,
    ),
  )('%s', async (_, { raw, means }) => {
    const usage = raw as [unknown, ...unknown[]];
    fixture.server.script(anthropicAnswering({ deltas: ['x'], usage }));
    const { usage: read } = await collect(fixture.connect());
    expect(read).toMatchObject({ ...means });
    expect(read).toMatchObject({ ...anthropicUsage(usage) });
  });

  it('is known for the prompt before the first word', async () => {
    fixture.server.script('usageCached');
    const { events } = await collect(fixture.connect());
    const prompt = { inputUncached: 30, cacheRead: 60, cacheWrite: 10 };
    expect(events[0]).toEqual({ t: 'prompt', prompt });
  });

  it('is in disjoint classes', async () => {
    fixture.server.script('usageCached');
    const means = { inputUncached: 30, cacheRead: 60, cacheWrite: 10, output: 20 };
    expect((await collect(fixture.connect())).usage).toEqual(means);
  });

  it.each<AnthropicScriptName>(['usageNegative', 'usageHuge', 'usageFloat'])(
    '%s counts as none',
    async (script) => {
      fixture.server.script(script);
      const { usage, last } = await collect(fixture.connect());
      expect([usage, last]).toEqual([undefined, { t: 'end', reason: 'stop' }]);
    },
  );

  it.each<AnthropicScriptName>(['usageString', 'noUsage', 'usageZero'])(
    '%s says nothing of the output, so that it is counted by us',
    async (script) => {
      fixture.server.script(script);
      const { usage, text, last } = await collect(fixture.connect());
      expect([usage?.output ?? 0, text, last]).toEqual([0, WORDS, { t: 'end', reason: 'stop' }]);
    },
  );
});
