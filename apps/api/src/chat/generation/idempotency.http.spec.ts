import type { ChatAnswer } from '@prome-dify/testing';
import { enginesFor, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const MESSAGE = 'Only once, please';

describe.each(await enginesFor(import.meta.filename))('the Idempotency-Key on $name', (engine) => {
  let host: ChatHost;
  let person: Person;
  beforeAll(async () => {
    host = await ChatHost.open(engine);
  });
  beforeEach(async () => {
    host.model.clear();
    host.model.script('normal');
    person = await host.newPerson();
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  const send = (key: string, message = MESSAGE, more = {}, who = person): Promise<ChatAnswer> =>
    who.chat({ message, ...more }, { 'idempotency-key': key });

  it('makes twenty sends at once and twenty later one question, one answer, one charge', async () => {
    const gate = gated(['Once '], ['and ', 'no ', 'more']);
    host.model.script(gate.script);
    let begun = 0;
    const sends = Array.from({ length: 20 }, async () => {
      const stream = await person.begin({ message: MESSAGE }, { 'idempotency-key': 'a-key' });
      begun += 1;
      const events = [];
      for await (const event of stream.events) events.push(event);
      return { generationId: stream.generationId, events };
    });
    await until('all have begun', () => begun === sends.length);
    gate.release();
    const answers: Pick<ChatAnswer, 'generationId' | 'events'>[] = await Promise.all(sends);
    for (let later = 0; later < 20; later += 1) answers.push(await send('a-key'));
    const [first] = answers;
    const story = storyOf(first?.events ?? []);
    expect(story).toMatchObject({ text: 'Once and no more', charged: 16, end: 'complete' });
    for (const { generationId, events } of answers) {
      expect(generationId).toBe(first?.generationId);
      expect(storyOf(events)).toEqual(story);
      expect(events.slice(-3)).toEqual(first?.events.slice(-3));
    }
    expect(host.model.requests).toHaveLength(1);
    expect(await person.charges()).toEqual([16]);
    const { conversationId = '' } = story;
    expect((await person.messages(conversationId)).body.messages).toHaveLength(2);
    expect((await person.conversations()).body.conversations).toHaveLength(1);
  });

  it('holds after a restart, for a conversation that goes on too', async () => {
    const { conversationId = '' } = storyOf((await send('first')).events);
    const second = await send('second', 'And then?', { conversationId });
    await host.restart();
    const again = await send('second', 'And then?', { conversationId });
    expect(again.generationId).toBe(second.generationId);
    expect(storyOf(again.events)).toEqual(storyOf(second.events));
    expect(host.model.requests).toHaveLength(2);
    expect(await person.charges()).toEqual([17, 17]);
  });

  it('tells an answer again that failed or was stopped, and asks the model no more', async () => {
    host.model.next('errorMidStream', 'serverError');
    for (const key of ['half', 'none']) {
      const first = storyOf((await send(key)).events);
      expect(first.end).toBe('model_failed');
      expect(storyOf((await send(key)).events)).toEqual(first);
    }
    const gate = gated(['One ']);
    host.model.next(gate.script);
    const stream = await person.begin({ message: MESSAGE }, { 'idempotency-key': 'stop' });
    for await (const { event } of stream.events) {
      if (event === 'answer') await person.stop(stream.generationId);
    }
    expect(storyOf((await send('stop')).events)).toMatchObject({ text: 'One ', end: 'stopped' });
    expect(host.model.requests).toHaveLength(3);
    expect(await person.charges()).toHaveLength(2);
  });

  it('is refused with another body, whatever has changed', async () => {
    const { conversationId = '' } = storyOf((await send('a-key')).events);
    host.model.clear();
    const bodies = [
      { message: `${MESSAGE} ` },
      { message: MESSAGE, conversationId },
      { message: MESSAGE, model: 'scripted' },
    ];
    for (const body of bodies) {
      const refusal = await person.refused(body, { 'idempotency-key': 'a-key' });
      expect(refusal).toEqual({ status: 422, code: 'idempotency_mismatch' });
    }
    expect(host.model.requests).toHaveLength(0);
    expect(await person.charges()).toEqual([17]);
  });

  it('belongs to its user: the same key of somebody else is another one', async () => {
    const other = await host.newPerson();
    const [mine, theirs] = await Promise.all([
      send('shared'),
      send('shared', 'Something else', {}, other),
    ]);
    expect(theirs.generationId).not.toBe(mine.generationId);
    expect(host.model.requests).toHaveLength(2);
    expect([await person.charges(), await other.charges()]).toEqual([[17], [17]]);
  });

  it('is not used up by a refusal: with tokens or room again, the same send goes through', async () => {
    const busy = gated(['One ']);
    host.model.script(busy.script);
    const three = await Promise.all(['a', 'b', 'c'].map((message) => person.begin({ message })));
    const key = { 'idempotency-key': 'patient' };
    expect(await person.refused({ message: MESSAGE }, key)).toMatchObject({ status: 429 });
    busy.release();
    for (const { events } of three) for await (const _ of events);
    expect(storyOf((await send('patient')).events).end).toBe('complete');
  });

  it.each([
    ['nothing', ''],
    ['256 characters', 'x'.repeat(256)],
    ['a space', 'with space'],
    ['a tab', 'with\ttab'],
    ['letters beyond ASCII', 'gr\u00fcn'],
  ])('refuses a key with %s', async (_, key) => {
    const refusal = await person.refused({ message: MESSAGE }, { 'idempotency-key': key });
    expect(refusal).toEqual({ status: 400, code: 'validation_failed' });
    expect(host.model.requests).toHaveLength(0);
  });

  it('may have 255 characters of any visible kind', async () => {
    const key = `!"#$%&'()*+,-./:;<=>?@[]^_{|}~${'x'.repeat(225)}`.slice(0, 255);
    const [one, two] = [await send(key), await send(key)];
    expect(two.generationId).toBe(one.generationId);
  });
});
