import type { Problem } from '@prome-dify/contracts';
import { answering, enginesFor, wireUsage } from '@prome-dify/testing';
import { ChatHost } from './chat.fixture';
import { gated } from './spec-support/gated';
import { refusalOf } from './spec-support/person';
import { storyOf } from './spec-support/story';

const UNKNOWN = '01a20337-0000-7000-8000-00000000dead';

describe.each(await enginesFor(import.meta.filename))('chatting on $name', (engine) => {
  let host: ChatHost;
  beforeAll(async () => {
    host = await ChatHost.open(engine, {}, [{ id: 'scripted' }, { id: 'costly', outputRate: 100 }]);
  });
  beforeEach(() => {
    host.model.clear();
    host.model.script('normal');
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  it('streams exactly the promised events, in their order', async () => {
    const person = await host.newPerson();
    const { events, status } = await person.say('Hello, how are you?');
    const { conversationId = '', text } = storyOf(events);
    expect({ status, text }).toEqual({ status: 200, text: 'Hello from the scripted model.' });
    const [meta] = events;
    expect(meta).toEqual({ id: 1, event: 'meta', data: { conversation_id: conversationId } });
    expect(events.slice(-3)).toEqual([
      { id: expect.any(Number), event: 'answer', data: { content: '', finished: true } },
      {
        id: expect.any(Number),
        event: 'usage',
        data: {
          conversationId,
          tokensUsed: 17,
          balanceAfter: 99_983,
          promptTokens: 12,
          completionTokens: 5,
          model: 'scripted',
          source: 'provider',
        },
      },
      { id: expect.any(Number), event: 'done', data: { conversationId, reason: 'complete' } },
    ]);
    expect(await person.balance()).toMatchObject({ balance: 99_983, held: 0, available: 99_983 });
  });

  it('sends headers that let nothing buffer the stream, and a comment before all else', async () => {
    const person = await host.newPerson();
    const gate = gated([]);
    host.model.script(gate.script);
    const response = await person.fetch('/api/chat', { body: { message: 'Hi' } });
    expect(response.headers.get('x-generation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const control = response.headers.get('cache-control')?.split(/, */);
    expect(control).toEqual(expect.arrayContaining(['no-store', 'no-transform']));
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('content-encoding')).toBeNull();
    // The model is silent still.
    const reader = response.body?.getReader();
    let first = '';
    while (!first.includes('ping\n')) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) break;
      first += Buffer.from(value ?? []).toString();
    }
    expect(first).toMatch(/^\n?: ping\n/);
    gate.release();
  });

  it('keeps what was said, under a title from the first message', async () => {
    const person = await host.newPerson();
    const { events } = await person.say('  Plans for\tthe garden\nand the house');
    const { conversationId = '' } = storyOf(events);
    const { body } = await person.conversations();
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(body).toEqual({
      conversations: [
        {
          id: conversationId,
          userId: person.userId,
          title: 'Plans for the garden',
          pinned: false,
          archived: false,
          shared: false,
          createdAt: time,
          updatedAt: time,
        },
      ],
      nextCursor: null,
    });
    const common = { id: expect.any(String), conversationId, status: 'complete', createdAt: time };
    const { messages } = (await person.messages(conversationId)).body;
    expect(messages).toEqual([
      {
        ...common,
        role: 'user',
        content: '  Plans for\tthe garden\nand the house',
        tokens: expect.any(Number),
        parentId: null,
      },
      {
        ...common,
        role: 'assistant',
        content: 'Hello from the scripted model.',
        tokens: 5,
        model: 'scripted',
        parentId: messages[0]?.id,
      },
    ]);
  });

  it('tells the model what was said before, and the person nothing new about it', async () => {
    const person = await host.newPerson();
    const { conversationId = '' } = storyOf((await person.say('First')).events);
    const second = await person.say('Second', { conversationId });
    expect(second.events[0]?.event).toBe('answer');
    expect(storyOf(second.events)).toMatchObject({ conversationId, balanceAfter: 99_966 });
    expect(host.model.requests[1]?.body).toMatchObject({
      model: 'scripted',
      max_tokens: 1024,
      messages: [
        { role: 'user', content: 'First' },
        { role: 'assistant', content: 'Hello from the scripted model.' },
        { role: 'user', content: 'Second' },
      ],
    });
    expect((await person.conversations()).body.conversations).toHaveLength(1);
    expect((await person.messages(conversationId)).body.messages).toHaveLength(4);
  });

  it('says in the stream that the tokens do not suffice, and stores and asks nothing', async () => {
    const person = await host.newPerson();
    host.model.next(answering({ deltas: ['much'], usage: wireUsage(12, 9_999) }));
    const drained = storyOf((await person.say('Take it all', { model: 'costly' })).events);
    const balance = drained.balanceAfter ?? 0;
    expect(balance).toBeLessThan(1000);
    host.model.clear();
    const before = [await host.count('message'), await host.count('hold')];
    const { status, generationId, events } = await person.say('Hello', { model: 'costly' });
    expect({ status, generationId }).toEqual({ status: 200, generationId: null });
    expect(events).toEqual([
      {
        id: 1,
        event: 'error',
        data: { error: 'Insufficient tokens', code: 'insufficient_tokens', balance },
      },
    ]);
    expect([await host.count('message'), await host.count('hold')]).toEqual(before);
    expect(host.model.requests).toHaveLength(0);
    expect(await person.balance()).toMatchObject({ balance, held: 0, available: balance });
  });

  it('refuses a second message while the conversation is being answered', async () => {
    const person = await host.newPerson();
    const gate = gated(['One']);
    host.model.next(gate.script);
    const first = await person.begin({ message: 'Hello' });
    const { value: meta } = await first.events.next();
    const conversationId = meta?.event === 'meta' ? meta.data.conversation_id : '';
    const refusal = await person.refused({ message: 'And?', conversationId });
    expect(refusal).toEqual({ status: 409, code: 'conversation_busy' });
    gate.release();
    for await (const event of first.events) expect(event.event).not.toBe('error');
    expect(storyOf((await person.say('And?', { conversationId })).events).end).toBe('complete');
    expect(host.model.requests).toHaveLength(2);
  });

  it('refuses a fourth answer at once, says when to come back, and then takes it', async () => {
    const person = await host.newPerson();
    const gate = gated(['One']);
    host.model.script(gate.script);
    const three = await Promise.all(['a', 'b', 'c'].map((message) => person.begin({ message })));
    expect(await person.refused({ message: 'd' })).toEqual({
      status: 429,
      code: 'too_many_streams',
      retryAfter: '5',
    });
    gate.release();
    for (const { events } of three) for await (const _ of events);
    expect(storyOf((await person.say('d')).events).end).toBe('complete');
  });

  it('knows no model of that name, and no conversation of somebody else', async () => {
    const [owner, other] = [await host.newPerson(), await host.newPerson()];
    const refusal = await owner.refused({ message: 'Hello', model: 'no-such' });
    expect(refusal).toEqual({ status: 400, code: 'unknown_model' });
    const { conversationId = '' } = storyOf((await owner.say('Mine')).events);
    host.model.clear();
    const messages = await host.count('message');
    const asks = [conversationId, UNKNOWN].map((id) =>
      other.call<Problem>('/api/chat', { body: { message: 'Whose?', conversationId: id } }),
    );
    const [theirs, nobodys] = await Promise.all(asks);
    expect(theirs && refusalOf(theirs)).toEqual({ status: 404, code: 'not_found' });
    expect({ ...theirs?.body, instance: '' }).toEqual({ ...nobodys?.body, instance: '' });
    expect(await host.count('message')).toBe(messages);
    expect(host.model.requests).toHaveLength(0);
  });
});
