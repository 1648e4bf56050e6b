import type { DifyScriptName } from '@prome-dify/testing';
import { collect, QUESTION } from '../conformance/collect.fixture';
import { DIFY_KEY, DifyFixture } from '../conformance/dify.fixture';

let fixture: DifyFixture;

beforeAll(async () => {
  fixture = await DifyFixture.start();
});
afterEach(() => fixture.reset());
afterAll(() => fixture.stop());

const WORDS = 'Hello from the Dify app.';
const END = { t: 'end', reason: 'stop' };

describe('an answer of a Dify app', () => {
  it('is asked for as the protocol says', async () => {
    await collect(fixture.connect({ extraBody: { inputs: { tone: 'kind' }, user: 'other' } }));
    const [request] = fixture.server.requests;
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${DIFY_KEY}` });
    expect(request?.path).toBe('/v1/chat-messages');
    expect(request?.body).toEqual({
      inputs: { tone: 'kind' },
      query: 'Hello, who are you?',
      user: 'person-1',
      response_mode: 'streaming',
      conversation_id: '',
      auto_generate_name: false,
    });
  });

  it.each<[DifyScriptName, string, number, number]>([
    ['chatbot', WORDS, 12, 5],
    ['chatflow', WORDS, 12, 5],
    ['chatflowFinishesFirst', WORDS, 12, 5],
    ['agent', WORDS, 12, 5],
    ['newAgent', WORDS, 12, 5],
    ['thinking', WORDS, 12, 9],
    ['agentWithTool', WORDS, 40, 9],
    ['chattyChatflow', WORDS, 12, 5],
    ['splitEveryByte', 'Grüße, 世界 😀!', 12, 7],
    ['mixedLineEnds', WORDS, 12, 5],
    ['longLine', 'x'.repeat(900_000), 12, 7],
    ['moderated', 'I cannot say that.', 12, 5],
  ])('%s comes with its text, its usage and its end', async (script, text, input, output) => {
    fixture.server.script(script);
    const got = await collect(fixture.connect());
    expect(got.text === text).toBe(true);
    expect(got.usage).toEqual({ inputUncached: input, cacheRead: 0, cacheWrite: 0, output });
    expect(got.events.filter(({ t }) => t === 'end' || t === 'error')).toEqual([END]);
    expect(got.last).toEqual(END);
    expect(fixture.problems).toEqual([]);
    expect(fixture.server.stops).toEqual([]);
  });

  it('is replaced where the moderation takes it back', async () => {
    fixture.server.script('moderated');
    const { events } = await collect(fixture.connect());
    expect(events).toContainEqual({ t: 'replace', text: 'I cannot say that.' });
  });

  it('is not said twice by a New Agent, which repeats it at the end', async () => {
    fixture.server.script('newAgent');
    const { events } = await collect(fixture.connect());
    expect(events.some(({ t }) => t === 'replace')).toBe(false);
  });

  it('keeps thinking apart', async () => {
    fixture.server.script('thinking');
    expect((await collect(fixture.connect())).reasoning).toBe('Let me think.');
  });

  it('does not wait for what is read aloud after it', async () => {
    fixture.server.script('spoken');
    const { last } = await collect(fixture.connect({ timers: { tailMs: 20_000 } }));
    expect(last).toEqual(END);
    await fixture.server.requests[0]?.closed;
  });

  it('may be empty', async () => {
    fixture.server.script('emptyAnswer');
    const { text, last } = await collect(fixture.connect());
    expect([text, last]).toEqual(['', END]);
  });

  it('carries the history in its question', async () => {
    await collect(fixture.connect(), {
      ...QUESTION,
      messages: [
        { role: 'user', content: 'My name is Ada.' },
        { role: 'assistant', content: 'Hello Ada.' },
        { role: 'user', content: 'What is my name?' },
      ],
    });
    expect(fixture.server.requests[0]?.body).toMatchObject({
      query: [
        'The conversation so far:',
        'User: My name is Ada.',
        'Assistant: Hello Ada.',
        'The next message, to be answered:',
        'What is my name?',
      ].join('\n\n'),
    });
  });
});

describe('tokens that the answer did not tell', () => {
  it('are known from the sum of the workflow, split by our own count of the answer', async () => {
    fixture.server.script('chatflowCountedBySum');
    const { usage } = await collect(fixture.connect());
    expect(usage).toMatchObject({ cacheRead: 0, cacheWrite: 0 });
    expect((usage?.inputUncached ?? 0) + (usage?.output ?? 0)).toBe(40);
    expect(usage?.output).toBeGreaterThan(3);
  });

  it.each<DifyScriptName>(['chatflowCountedNothing', 'chatbotCountedNothing'])(
    '%s: are looked up in its record',
    async (script) => {
      fixture.server.script(script);
      const { usage, events } = await collect(fixture.connect());
      expect(usage).toEqual({ inputUncached: 12, cacheRead: 0, cacheWrite: 0, output: 5 });
      expect(events.at(-1)).toEqual(END);
    },
  );

  it('are missing where the record knows nothing either: zero is not believed', async () => {
    fixture.server.script(async (call) => {
      await call.send('message', { answer: 'Hello' });
      call.record('Hello', 0, 0);
      await call.messageEnd({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
      call.end();
    });
    const { usage, last } = await collect(fixture.connect());
    expect([usage, last]).toEqual([undefined, END]);
  });

  it('are missing where they cannot be true', async () => {
    fixture.server.script(async (call) => {
      await call.send('message', { answer: 'Hello' });
      await call.messageEnd({ prompt_tokens: -5, completion_tokens: 1e308 });
      call.end();
    });
    expect((await collect(fixture.connect())).usage).toBeUndefined();
  });
});
