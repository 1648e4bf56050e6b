import type { ModelScriptName } from '@prome-dify/testing';
import { enginesFor, MODEL_SCRIPTS, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** These never end by themselves, or only after the timers of a patient back end. */
const PATIENT: ReadonlySet<string> = new Set<ModelScriptName>([
  'hang',
  'silentAfterHeaders',
  'silentMidAnswer',
  'silentAfterFinish',
  'drip',
  'slow',
]);
const NAMES = Object.keys(MODEL_SCRIPTS) as ModelScriptName[];

/** What a failed answer tells, and its words if it had any. */
const FAILURES: Readonly<Partial<Record<ModelScriptName, readonly [code: string, text: string]>>> =
  {
    rateLimited: ['model_unavailable', ''],
    serverError: ['model_failed', ''],
    unavailable: ['model_unavailable', ''],
    unauthorized: ['model_unavailable', ''],
    html200: ['model_failed', ''],
    errorObject200: ['model_failed', ''],
    resetBeforeHeaders: ['model_failed', ''],
    resetAfterHeaders: ['model_failed', ''],
    errorMidStream: ['model_failed', 'Hello from the '],
    resetMidAnswer: ['model_failed', 'Hello from the '],
    resetMidEvent: ['model_failed', 'Hello '],
  };

/** Each script is a model of its own, so that no failure rests the back end of another. */
const models = NAMES.map((id) => ({ id, maxOutputTokens: 500 }));

describe.each(await enginesFor(import.meta.filename))('a model in trouble on $name', (engine) => {
  let host: ChatHost;
  beforeAll(async () => {
    host = await ChatHost.open(engine, { MAX_STREAMS_PER_USER: '1000' }, models);
    host.model.script((call) => {
      const { model } = call.request.body as { model: ModelScriptName };
      return MODEL_SCRIPTS[model](call);
    });
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  async function ask(model: ModelScriptName, person: Person) {
    const { maxTokens } = await person.quote('Hello', { model });
    const { events } = await person.say('Hello', { model });
    return { model, story: storyOf(events), last: events.at(-1), maxTokens };
  }

  it.each(Object.entries(FAILURES) as [ModelScriptName, [string, string]][])(
    'says so for %s, and charges for delivered words only',
    async (model, [code, text]) => {
      const person = await host.newPerson();
      const { story, last } = await ask(model, person);
      expect({ end: story.end, text: story.text }).toEqual({ end: code, text });
      expect(JSON.stringify(last)).not.toContain('UPSTREAM TEXT');
      expect(story.charged > 0).toBe(text !== '');
      const balance = 100_000 - story.charged;
      expect(await person.balance()).toMatchObject({ balance, held: 0, available: balance });
      expect(story.source).toBe(text === '' ? undefined : 'estimated');
      const { conversationId = '' } = story;
      const stored = await person.lastMessage(conversationId);
      expect(stored).toMatchObject({ content: text, status: 'failed' });
    },
  );

  it('tells how long to wait when the model says so', async () => {
    const { last } = await ask('rateLimited', await host.newPerson());
    expect(last?.data).toMatchObject({ code: 'model_unavailable', retryAfter: 7 });
  });

  it.each([...PATIENT] as ModelScriptName[])('can be stopped while %s goes on', async (model) => {
    const person = await host.newPerson();
    const stream = await person.begin({ message: 'Hello', model });
    const asked = () => host.model.requests.find(({ body }) => (body as Named).model === model);
    await until('the model is asked', asked);
    const received = [];
    for await (const event of stream.events) {
      received.push(event);
      if (received.length === 1) void person.stop(stream.generationId);
    }
    const { end, text, charged } = storyOf(received);
    expect({ end, isPaid: charged > 0 }).toEqual({ end: 'stopped', isPaid: text !== '' });
    await asked()?.closed;
    expect(asked()?.aborted).toBe(true);
    expect(await person.balance()).toMatchObject({ balance: 100_000 - charged, held: 0 });
  });
});

interface Named {
  readonly model: string;
}
