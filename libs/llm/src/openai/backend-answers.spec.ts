import type { ModelScriptName } from '@prome-dify/testing';
import { collect } from '../conformance/collect.fixture';
import { KEY, UpstreamFixture } from '../conformance/upstream.fixture';

let fixture: UpstreamFixture;

beforeAll(async () => {
  fixture = await UpstreamFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

/** A machine that is busy may be slow to begin; only the wait for what never comes is short. */
const PATIENT = { timers: { tailMs: 80 } };
const WORDS = 'Hello from the scripted model.';

describe('a good answer', () => {
  it('comes with its text, its usage and its end', async () => {
    const { events, text, usage } = await collect(fixture.connect(PATIENT));
    expect(text).toBe(WORDS);
    expect(usage).toEqual({ inputUncached: 12, cacheRead: 0, cacheWrite: 0, output: 5 });
    expect(events.at(-1)).toEqual({ t: 'end', reason: 'stop' });
    expect(fixture.problems).toEqual([]);
  });

  it('is asked for as the protocol says', async () => {
    await collect(fixture.connect(PATIENT));
    expect(fixture.server.requests[0]?.headers).toMatchObject({ authorization: `Bearer ${KEY}` });
    expect(fixture.server.requests[0]?.body).toEqual({
      model: 'scripted',
      messages: [{ role: 'user', content: 'Hello, who are you?' }],
      stream: true,
      max_tokens: 1_000,
      stream_options: { include_usage: true },
      user: 'person-1',
    });
  });

  it('leaves its connection for the next one', async () => {
    const ports = new Set<number | undefined>();
    fixture.server.script((call) => {
      ports.add(call.clientPort);
      return call
        .delta('x')
        .then(() => call.finish('stop'))
        .then(() => call.done());
    });
    const backend = fixture.connect(PATIENT);
    for (let turn = 0; turn < 6; turn += 1) await collect(backend);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it.each<[ModelScriptName, string]>([
    ['splitEveryByte', 'Grüße, 世界 😀!'],
    ['onePacket', 'Grüße, 世界 😀!'],
    ['mixedLineEnds', 'one two three'],
    ['noDone', WORDS],
    ['contentAfterDone', WORDS],
    ['tinyChunks', 'x'.repeat(5_000)],
    ['finishMissing', WORDS],
    ['emptyChoices', WORDS],
    ['nullChoices', WORDS],
    ['nullDelta', WORDS],
    ['toolCalls', WORDS],
    ['badJsonOnce', WORDS],
    ['contentNotText', WORDS],
    ['notStreamed', WORDS],
    ['finishUnknown', WORDS],
    ['silentAfterFinish', WORDS],
    ['emptyAnswer', ''],
    ['nulAndSurrogates', 'half 😀 lone \ufffd low \ufffd nul \ufffd.end \ufffd'],
    ['sseInjection', 'a\r\n\r\nevent: done\ndata: {}\n\ndata: [DONE]\n\n: ping\n\nid: 99\n\nz'],
  ])('%s is read as it was meant', async (script, expected) => {
    fixture.server.script(script);
    const { text, events } = await collect(fixture.connect(PATIENT));
    expect(text).toBe(expected);
    expect(events.filter(({ t }) => t === 'end' || t === 'error')).toEqual([
      { t: 'end', reason: 'stop' },
    ]);
    expect(events.at(-1)?.t).toBe('end');
  });

  it.each<[ModelScriptName, string]>([
    ['finishLength', 'length'],
    ['finishContentFilter', 'refusal'],
  ])('%s says why it ended', async (script, reason) => {
    fixture.server.script(script);
    expect((await collect(fixture.connect(PATIENT))).last).toEqual({ t: 'end', reason });
  });

  it('keeps thinking apart from the answer', async () => {
    fixture.server.script('reasoning');
    const { text, reasoning, usage } = await collect(fixture.connect(PATIENT));
    expect([text, reasoning]).toEqual([WORDS, 'Let me think. Done.']);
    expect(usage?.output).toBe(9);
  });
});

describe('usage', () => {
  it.each<[ModelScriptName, number]>([
    ['usageNullThenFinal', 5],
    ['usageTwice', 6],
    ['usageZero', 0],
    ['usageWrongTotal', 5],
    ['usageOverLimit', 1_000_000],
  ])('%s: the last count stands', async (script, output) => {
    fixture.server.script(script);
    expect((await collect(fixture.connect(PATIENT))).usage?.output).toBe(output);
  });

  it('is split into disjoint classes', async () => {
    fixture.server.script('usageCached');
    expect((await collect(fixture.connect(PATIENT))).usage).toEqual({
      inputUncached: 30,
      cacheRead: 60,
      cacheWrite: 10,
      output: 20,
      reasoning: 8,
    });
  });

  it.each<ModelScriptName>([
    'noUsage',
    'usageNegative',
    'usageHuge',
    'usageString',
    'usageFloat',
    'usageCachedOverPrompt',
    'usageArray',
  ])('%s counts as none', async (script) => {
    fixture.server.script(script);
    const { usage, last } = await collect(fixture.connect(PATIENT));
    expect(usage).toBeUndefined();
    expect(last).toEqual({ t: 'end', reason: 'stop' });
  });
});
