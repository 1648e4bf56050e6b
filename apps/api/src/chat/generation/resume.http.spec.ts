import type { Problem } from '@prome-dify/contracts';
import { answering, enginesFor, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { readBytes } from '../spec-support/read-bytes';
import { storyOf, textOf } from '../spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';

describe.each(await enginesFor(import.meta.filename))('resuming an answer on $name', (engine) => {
  let host: ChatHost;
  let person: Person;
  beforeAll(async () => {
    host = await ChatHost.open(engine, { MAX_STREAMS_PER_USER: '100' });
  });
  beforeEach(async () => {
    host.model.clear();
    person = await host.newPerson();
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  it('shows two readers the same, live, and a late one all of it at once', async () => {
    const gate = gated(['One ', 'two '], ['three']);
    host.model.next(gate.script);
    const first = await person.begin({ message: 'Count' });
    const second = await person.rejoin(first.generationId, 0);
    const reading = [first, second].map(async ({ events }) => {
      const received = [];
      for await (const event of events) {
        received.push(event);
        if (textOf(received) === 'One two ') gate.release();
      }
      return received;
    });
    const [one = [], two = []] = await Promise.all(reading);
    expect(storyOf(two)).toEqual(storyOf(one));
    expect(storyOf(one)).toMatchObject({ text: 'One two three', end: 'complete' });
    const late = (await person.replay(first.generationId)).events;
    expect(late.map(({ event }) => event)).toEqual(['meta', 'answer', 'answer', 'usage', 'done']);
    expect(storyOf(late)).toEqual(storyOf(one));
    expect(await person.charges()).toEqual([15]);
  });

  it('goes on from the place, by header or by query', async () => {
    host.model.next('normal');
    const { events, generationId } = await person.say('Hello');
    const answers = events.filter(({ event }) => event === 'answer');
    const [first] = answers;
    const path = `/api/chat/${generationId}/stream`;
    const from = events.slice(2);
    const byQuery = await readBytes(await person.fetch(`${path}?after=${first?.id}`));
    const byHeader = (await person.replay(generationId ?? '', first?.id)).events;
    expect(byQuery).toEqual(byHeader);
    expect(textOf(byHeader)).toBe(textOf(from));
    const end = events.at(-1)?.id ?? 0;
    expect((await person.replay(generationId ?? '', end)).events).toEqual([]);
    expect((await person.replay(generationId ?? '', end - 1)).events).toEqual(events.slice(-1));
  });

  it('still knows after a restart why an answer ended', async () => {
    host.model.next('finishLength', (call) => call.status(429));
    const cut = await person.say('Hello');
    const refused = await person.say('Hello again');
    await host.restart();
    const ends = [cut, refused].map(async ({ generationId, events }) => {
      const again = (await person.replay(generationId ?? '')).events;
      return { now: again.at(-1)?.data, then: events.at(-1)?.data };
    });
    const [length, failure] = await Promise.all(ends);
    expect(length?.then).toMatchObject({ reason: 'length' });
    expect(length?.now).toEqual(length?.then);
    expect(failure?.then).toMatchObject({ code: 'model_unavailable' });
    expect(failure?.now).toMatchObject({ code: 'model_unavailable' });
  });

  it('tells a finished answer again after a restart, from any place', async () => {
    host.model.next(answering({ deltas: ['Grüße, ', '世界 ', '😀!'], reason: 'stop' }), 'normal');
    const told = await person.say('Hello');
    const { conversationId = '' } = storyOf(told.events);
    const second = await person.say('More', { conversationId });
    await host.restart();
    for (const { generationId, events } of [told, second]) {
      const id = generationId ?? '';
      const again = (await person.replay(id)).events;
      expect(storyOf(again)).toEqual(storyOf(events));
      expect(again.map(({ event }) => event)).toEqual([
        ...(id === told.generationId ? ['meta'] : []),
        ...['answer', 'answer', 'usage', 'done'],
      ]);
      for (const [index, { id: after }] of events.entries()) {
        const rest = (await person.replay(id, after)).events;
        expect(textOf(rest)).toBe(textOf(events.slice(index + 1)));
        expect(rest.at(-1)).toEqual(events.slice(index + 1).at(-1));
      }
    }
    expect(await person.charges()).toHaveLength(2);
  });

  it('begins before the first word, and waits for it', async () => {
    const gate = gated([], ['At ', 'last']);
    host.model.next(gate.script);
    const begun = await person.begin({ message: 'Hello' });
    begun.leave();
    const back = await person.rejoin(begun.generationId, 1);
    await until('the model is asked', () => host.model.open === 1);
    gate.release();
    const received = [];
    for await (const event of back.events) received.push(event);
    expect(storyOf(received)).toMatchObject({ text: 'At last', end: 'complete' });
  });

  it.each(['-1', 'abc', '1e99', '1.5', '0x10', '+7', '9'.repeat(16), '', '1,2', '1 2'])(
    'refuses the place %j',
    async (place) => {
      host.model.next('normal');
      const { generationId } = await person.say('Hello');
      const path = `/api/chat/${generationId}/stream`;
      const headers = { 'last-event-id': place };
      for (const answer of [
        await person.call<Problem>(path, { headers }),
        await person.call<Problem>(`${path}?after=${encodeURIComponent(place)}`),
      ]) {
        expect(refusalOf(answer)).toEqual({ status: 400, code: 'validation_failed' });
      }
    },
  );

  it('shows an answer to its owner only: others are told that there is none', async () => {
    const other = await host.newPerson();
    const gate = gated(['Secret']);
    host.model.next(gate.script);
    const begun = await person.begin({ message: 'Hello' });
    const peep = (id: string) => other.call<Problem>(`/api/chat/${id}/stream`);
    const running = await peep(begun.generationId);
    gate.release();
    for await (const _ of begun.events);
    const [finished, nobodys] = [await peep(begun.generationId), await peep(UNKNOWN)];
    expect(refusalOf(running)).toEqual({ status: 404, code: 'not_found' });
    const bodies = [running, finished, nobodys].map(({ body }) => ({ ...body, instance: '' }));
    expect(bodies).toEqual(Array(3).fill(bodies[0]));
    for (const id of ['1', 'undefined', '%00', '..%2f', "'--"]) {
      expect(refusalOf(await peep(id))).toEqual({ status: 400, code: 'validation_failed' });
    }
  });
});
