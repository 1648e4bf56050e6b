/** @jest-environment node */
import fc from 'fast-check';
import { SEED } from '../../../core/seed.fixture';
import { refusal } from '../../../core/stream/server-stream.fixture';
import { ChatServer } from './chat-server.fixture';

const DONE = { conversationId: 'c-1', reason: 'complete' };
const piece = (content: string) => ({ content, finished: false });

describe('an answer whose connection breaks', () => {
  it('goes on by GET after the last event, and is told once', async () => {
    const server = new ChatServer();
    const [first, second] = [server.stream(), server.stream()];
    const reader = server.send();
    first.send('answer', piece('a'), 1).send('answer', piece('b'), 2).end();
    second.send('answer', piece('b'), 2).send('answer', piece('c'), 3).send('done', DONE, 4);
    await reader.ended;
    expect(server.lines).toEqual(['POST /api/chat', 'GET /api/chat/g-1/stream?after=2']);
    expect(server.requests[1]?.headers.get('last-event-id')).toBe('2');
    expect([reader.text, reader.failure]).toEqual(['abc', null]);
    expect(reader.items.map(({ kind }) => kind)).toEqual([
      'accepted',
      'event',
      'event',
      'reconnecting',
      'accepted',
      'event',
      'event',
    ]);
  });

  it('goes on as well when the server ends it before its time', async () => {
    const server = new ChatServer();
    server.stream().end();
    const second = server.stream();
    const reader = server.send();
    second.send('done', DONE, 1);
    await reader.ended;
    expect(server.lines).toEqual(['POST /api/chat', 'GET /api/chat/g-1/stream?after=0']);
    expect(reader.failure).toBeNull();
  });

  it('waits longer from try to try, and gives up after six that brought nothing', async () => {
    const server = new ChatServer();
    server.stream().end();
    for (let n = 0; n < 6; n += 1) server.breakDown();
    const reader = server.send();
    await reader.ended;
    expect(server.waits).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reader.failure).toMatchObject({ code: 'unreachable' });
    expect(server.lines.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('tries again while a server is restarting', async () => {
    const server = new ChatServer();
    server.stream().end();
    server.refuse(refusal(503, { code: 'server_restarting' }));
    server.refuse(refusal(502, '<h1>Bad gateway</h1>'));
    const back = server.stream();
    const reader = server.send();
    back.send('done', DONE, 1);
    await reader.ended;
    expect([server.waits, reader.failure]).toEqual([[1, 2, 3], null]);
  });

  it.each([
    [404, 'not_found'],
    [410, 'gone'],
    [401, 'unauthorized'],
  ])('is lost when the server answers %i', async (status, code) => {
    const server = new ChatServer();
    server.stream().end();
    server.refuse(refusal(status, { code }));
    const reader = server.send();
    await reader.ended;
    expect(reader.failure).toMatchObject({ code });
    expect(server.lines).toHaveLength(2);
  });

  it('is left for good when its reader leaves', async () => {
    const server = new ChatServer();
    server.stream().end();
    server.stream();
    const reader = server.send();
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.lines).toHaveLength(2);
    reader.leave();
    expect(server.requests.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });

  it(`is whole and told once, wherever it breaks and however much is repeated (seed ${SEED})`, async () => {
    const pieces = fc.array(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1 });
    const breaks = fc.array(fc.tuple(fc.nat(10), fc.nat(10)), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(pieces, breaks, async (texts, cuts) => {
        const server = new ChatServer();
        let sent = 0;
        for (const [more, again] of cuts) {
          const stream = server.stream();
          const upTo = Math.min(sent + more, texts.length);
          for (let n = Math.max(sent - again, 0); n < upTo; n += 1)
            stream.send('answer', piece(texts[n] ?? ''), n + 1);
          sent = upTo;
          stream.end();
        }
        const last = server.stream();
        texts.forEach((text, n) => last.send('answer', piece(text), n + 1));
        last.send('done', DONE, texts.length + 1);
        const reader = server.send();
        await reader.ended;
        expect([reader.failure, reader.text]).toEqual([null, texts.join('')]);
        expect(server.lines.filter((line) => line.startsWith('POST'))).toHaveLength(1);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});

describe('an answer that runs already', () => {
  it('is read from its beginning, without a POST', async () => {
    const server = new ChatServer();
    const stream = server.stream(null);
    const reader = server.attach('g-9');
    stream.send('answer', piece('again'), 1).send('done', DONE, 2);
    await reader.ended;
    expect(server.lines).toEqual(['GET /api/chat/g-9/stream?after=0']);
    expect(reader.items[0]).toEqual({ kind: 'accepted', generationId: 'g-9' });
    expect(reader.text).toBe('again');
  });

  it('is resumed like any other', async () => {
    const server = new ChatServer();
    server.stream(null).send('answer', piece('a'), 5).end();
    const second = server.stream(null);
    const reader = server.attach('g-9');
    second.send('done', DONE, 6);
    await reader.ended;
    expect(server.lines).toEqual([
      'GET /api/chat/g-9/stream?after=0',
      'GET /api/chat/g-9/stream?after=5',
    ]);
  });
});
