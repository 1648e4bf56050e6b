import { TestBed } from '@angular/core/testing';
import { waitFor } from '@testing-library/angular';
import { httpProviders, signedInAs } from '../../../core/app-providers.fixture';
import { Balance } from '../../../core/balance/balance';
import { playApi, type Asked } from '../../../core/http/played-api.fixture';
import { ServerStream, refusal } from '../../../core/stream/server-stream.fixture';
import { ActiveChat } from './active-chat';
import { Conversations } from './conversations';
import { USAGE, message, page } from './thread-story.fixture';

const api = playApi();
const CHAT = 'POST /api/chat';
const DONE = { conversationId: 'c-1', reason: 'complete' };

let streams: ServerStream[];
beforeEach(() => {
  streams = [];
  signedInAs('ada');
  api.on('GET /api/models', { models: [], default: 'demo' });
  api.on('GET /api/conversations', { conversations: [], nextCursor: null });
  api.on('GET /api/billing/balance', { balance: 975, held: 0, available: 975, gift: 0, debt: 0 });
  api.on('GET /api/conversations/c-1/messages', page([message('m1')]));
  api.on('GET /api/conversations/c-2/messages', page([message('m2')]));
  api.on(CHAT, ({ signal }: Asked) => {
    const stream = new ServerStream({ 'x-generation-id': `g-${streams.length + 1}` });
    streams.push(stream);
    return stream.to(signal);
  });
  TestBed.configureTestingModule({ providers: [httpProviders(), ActiveChat] });
});

const chat = () => TestBed.inject(ActiveChat);
const stream = async (n: number) => {
  await waitFor(() => expect(streams.length).toBeGreaterThan(n));
  return streams[n] as ServerStream;
};
const turns = () =>
  chat()
    .thread()
    .state()
    .turns.map(({ content }) => content);
const sent = () => api.asked.filter(({ line }) => line === CHAT);
const keys = () => sent().map(({ headers }) => headers.get('idempotency-key'));

/** The page is loaded anew, by this person. */
function reload(userId: string): void {
  signedInAs(userId);
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [httpProviders(), ActiveChat] });
  chat().show(null);
}

async function begin(text = 'Hello'): Promise<ServerStream> {
  chat().write(text);
  chat().send(text);
  const answering = await stream(0);
  answering.send('meta', { conversation_id: 'c-1' }, 1);
  answering.send('answer', { content: 'Hi', finished: false }, 2);
  await waitFor(() => expect(chat().thread().conversationId()).toBe('c-1'));
  TestBed.tick();
  return answering;
}

describe('a new conversation', () => {
  it('gets its id, its row, and its cost while it is shown', async () => {
    const answering = await begin();
    expect([chat().newId(), chat().text()]).toEqual(['c-1', '']);
    expect(TestBed.inject(Conversations).titleOf('c-1')).toBe('Hello');
    answering.send('usage', USAGE, 3).send('done', DONE, 4);
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    expect(TestBed.inject(Balance).view()?.balance).toBe(975);
    expect(sent()[0]?.body).toEqual({ message: 'Hello' });
  });

  it('stays the same thread when the address has caught up with it', async () => {
    await begin();
    const thread = chat().thread();
    chat().show('c-1');
    expect(chat().thread()).toBe(thread);
    expect(chat().newId()).toBeNull();
    expect(api.count('GET /api/conversations/c-1/messages')).toBe(0);
  });

  it('takes along what was being written under "new"', async () => {
    chat().send('Hello');
    chat().write('Meanwhile');
    (await stream(0)).send('meta', { conversation_id: 'c-1' }, 1);
    await waitFor(() => expect(chat().newId()).toBe('c-1'));
    TestBed.tick();
    expect(Object.keys(localStorage).filter((key) => key.includes('draft'))).toEqual([
      'mine:ada:draft:c-1',
    ]);
  });

  it('is one send, however often it is asked for', async () => {
    chat().send('Hello');
    chat().send('Hello');
    await stream(0);
    expect(sent()).toHaveLength(1);
  });
});

describe('another conversation on the screen', () => {
  it('lets the answer of the first go on, and finds it again', async () => {
    const answering = await begin();
    chat().show('c-1');
    chat().show('c-2');
    await waitFor(() => expect(turns()).toEqual(['text of m2']));
    answering.send('answer', { content: ' there', finished: false }, 3);
    chat().show('c-1');
    await waitFor(() => expect(turns()).toEqual(['Hello', 'Hi there']));
    expect(api.count('GET /api/conversations/c-1/messages')).toBe(0);
    expect(sent()[0]?.signal?.aborted).toBe(false);
  });

  it('has a draft of its own', () => {
    chat().show('c-1');
    chat().write('for one');
    chat().show('c-2');
    expect(chat().text()).toBe('');
    chat().show('c-1');
    expect(chat().text()).toBe('for one');
  });
});

describe('a message that was not accepted', () => {
  it('is sent again with the same key when nobody knows what became of it', async () => {
    api.cut(CHAT);
    chat().send('Hello');
    await waitFor(() => expect(chat().thread().holdsUnsent()).toBe(true));
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    chat().retry();
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(new Set(keys()).size).toBe(1);
    expect(turns()).toEqual(['Hello', '']);
  });

  it('is sent again with a new key after a refusal', async () => {
    api.on(CHAT, refusal(429, { code: 'rate_limited' }));
    chat().send('Hello');
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    chat().retry();
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(new Set(keys()).size).toBe(2);
  });

  it('leaves what is being written meanwhile where it is', async () => {
    api.cut(CHAT);
    chat().send('Hello');
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    chat().write('Next');
    chat().retry();
    expect(chat().text()).toBe('Next');
  });

  it('is in the composer again when its writer has signed in anew', async () => {
    const unauthorized = () => refusal(401, { code: 'unauthorized' });
    api.on(CHAT, unauthorized).on('POST /api/auth/refresh', unauthorized);
    chat().send('Hello');
    await waitFor(() => expect(turns()).toEqual([]));
    reload('bob');
    expect(chat().text()).toBe('');
    reload('ada');
    expect([chat().text(), sent().length]).toEqual(['Hello', 1]);
  });

  it('waits in the composer after a reload', async () => {
    api.cut(CHAT);
    chat().send('Hello');
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    reload('ada');
    expect(chat().text()).toBe('Hello');
  });
});

describe('an answer that failed after it was accepted', () => {
  it('is regenerated when it is tried again: the question stays the only one', async () => {
    const failed = message('m2', { role: 'assistant', parentId: 'm1', status: 'failed' });
    api.on('GET /api/conversations/c-1/messages', page([message('m1'), failed]));
    const answering = await begin();
    answering.send('error', { error: 'Broken', code: 'model_failed' }, 3);
    await waitFor(() => expect(chat().thread().state().turns[1]?.id).toBe('m2'));
    chat().retry();
    await waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]?.body).toEqual({ conversationId: 'c-1', regenerate: 'm2' });
    expect(turns()).toHaveLength(2);
  });
});

describe('an edit that was not accepted', () => {
  it('is sent again to the same place with the same key', async () => {
    chat().show('c-1');
    await waitFor(() => expect(turns()).toEqual(['text of m1']));
    api.cut(CHAT);
    const [question] = chat().thread().state().turns;
    if (question) chat().replace(question, 'Otherwise');
    await waitFor(() => expect(chat().thread().busy()).toBe(false));
    chat().retry();
    await waitFor(() => expect(sent()).toHaveLength(2));
    const body = { message: 'Otherwise', parentId: null, conversationId: 'c-1' };
    expect(sent().map((each) => each.body)).toEqual([body, body]);
    expect(new Set(keys()).size).toBe(1);
  });
});

it('signing out leaves every stream', async () => {
  await begin();
  localStorage.removeItem('token');
  window.dispatchEvent(new StorageEvent('storage', { key: 'token' }));
  TestBed.tick();
  expect(sent()[0]?.signal?.aborted).toBe(true);
});
