/** @jest-environment node */
import { refusal } from '../../../core/stream/server-stream.fixture';
import { ChatServer } from './chat-server.fixture';

let server: ChatServer;
beforeEach(() => {
  server = new ChatServer();
});

const DONE = { conversationId: 'c-1', reason: 'complete' };
const piece = (content: string, finished = false) => ({ content, finished });

describe('sending a message', () => {
  it('is one POST with the key, and tells everything up to done', async () => {
    const stream = server.stream();
    const reader = server.send('Hello', 'key-7');
    stream.send('meta', { conversation_id: 'c-1' }, 1).send('answer', piece('Hi'), 2);
    stream.send('answer', piece('!', true), 3).send('done', DONE, 4).end();
    await reader.ended;
    expect(server.lines).toEqual(['POST /api/chat']);
    expect(server.requests[0]?.body).toEqual({ message: 'Hello' });
    expect(server.requests[0]?.headers.get('idempotency-key')).toBe('key-7');
    expect(server.requests[0]?.headers.get('content-type')).toBe('application/json');
    expect(reader.items[0]).toEqual({ kind: 'accepted', generationId: 'g-1' });
    expect(reader.events.map(({ event }) => event)).toEqual(['meta', 'answer', 'answer', 'done']);
    expect([reader.text, reader.failure]).toEqual(['Hi!', null]);
  });

  it('asks nothing before somebody reads', () => {
    expect(server.requests).toEqual([]);
  });

  it('is over with done, though the server leaves the connection open', async () => {
    const stream = server.stream();
    const reader = server.send();
    stream.send('done', DONE, 1);
    await reader.ended;
    expect(server.requests[0]?.signal?.aborted).toBe(true);
  });

  it('passes over what it does not know', async () => {
    const stream = server.stream();
    const reader = server.send();
    stream.send('thinking', { content: 'hm' }, 1).send('done', DONE, 2);
    await reader.ended;
    expect(reader.events.map(({ event }) => event)).toEqual(['done']);
  });

  it('tells an error event like any other, and ends with it', async () => {
    const stream = server.stream(null);
    const reader = server.send();
    const data = { error: 'Insufficient tokens', code: 'insufficient_tokens', balance: 3 };
    stream.send('error', data, 1).end();
    await reader.ended;
    expect(reader.events).toEqual([{ event: 'error', data }]);
    expect([reader.failure, server.lines]).toEqual([null, ['POST /api/chat']]);
  });

  it('aborts the request when its reader leaves', async () => {
    const stream = server.stream();
    const reader = server.send();
    stream.send('answer', piece('a'), 1);
    expect(server.requests[0]?.signal?.aborted).toBe(false);
    reader.leave();
    expect(server.requests[0]?.signal?.aborted).toBe(true);
  });
});

describe('a message that is not accepted', () => {
  it.each([
    [400, 'validation_failed'],
    [401, 'unauthorized'],
    [409, 'conversation_busy'],
    [422, 'idempotency_mismatch'],
    [429, 'rate_limited'],
    [503, 'server_busy'],
  ])('with %i fails as %s, and is never sent twice', async (status, code) => {
    server.refuse(refusal(status, { code, title: 'No' }));
    const reader = server.send();
    await reader.ended;
    expect(reader.failure).toMatchObject({ name: 'Failure', code, message: 'No' });
    expect([server.lines, server.waits]).toEqual([['POST /api/chat'], []]);
  });

  it('because the network is gone fails as unreachable, and is never sent twice', async () => {
    server.breakDown();
    const reader = server.send();
    await reader.ended;
    expect(reader.failure).toMatchObject({ name: 'Failure', code: 'unreachable' });
    expect(server.lines).toEqual(['POST /api/chat']);
  });

  it('and breaks off without having been named cannot be resumed', async () => {
    const stream = server.stream(null);
    const reader = server.send();
    stream.send('answer', piece('a'), 1);
    stream.end();
    await reader.ended;
    expect(reader.failure).toMatchObject({ code: 'unreachable' });
    expect(server.lines).toEqual(['POST /api/chat']);
  });

  it('gives a fault in the stream as unexpected, and leaves the connection', async () => {
    const stream = server.stream();
    const reader = server.send();
    stream.write('id: 1\nevent: answer\ndata: {"content":\n\n');
    await reader.ended;
    expect(reader.failure).toMatchObject({ code: 'unexpected' });
    expect(server.requests[0]?.signal?.aborted).toBe(true);
  });
});
