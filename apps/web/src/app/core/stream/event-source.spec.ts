/** @jest-environment node */
import { jest } from '@jest/globals';
import fc from 'fast-check';
import { lastValueFrom, toArray } from 'rxjs';
import { Failure } from '../http/failure';
import { SEED } from '../seed.fixture';
import { eventSource, type SourceItem } from './event-source';
import { ServerStream, refusal } from './server-stream.fixture';

/** What arrives until the server ends the stream, as `event data` lines. */
async function readAll(stream: ServerStream): Promise<string[]> {
  const source = eventSource((signal) => stream.to(signal));
  const items = await lastValueFrom(source.pipe(toArray()));
  return items.map((item) =>
    item.kind === 'open' ? 'open' : `${item.event.event ?? ''} ${item.event.data}`,
  );
}

const answering = (response: Response) => lastValueFrom(eventSource(async () => response));

describe('an event stream', () => {
  it('tells that it is open, then every event, and completes when the server ends it', async () => {
    const stream = new ServerStream();
    stream.send('answer', { content: 'a' }, 1).write(': heartbeat\n\n').send('done', {}, 2).end();
    expect(await readAll(stream)).toEqual(['open', 'answer {"content":"a"}', 'done {}']);
  });

  it('hands over the headers of the answer', async () => {
    const stream = new ServerStream({ 'x-generation-id': 'g-1' });
    stream.end();
    const opened = await lastValueFrom(eventSource((signal) => stream.to(signal)));
    expect(opened.kind === 'open' && opened.headers.get('x-generation-id')).toBe('g-1');
  });

  it(`reads the same events wherever the network cuts the bytes (seed ${SEED})`, async () => {
    const contents = fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { maxLength: 6 });
    const cuts = fc.array(fc.nat(40), { maxLength: 30 });
    const newline = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(contents, cuts, newline, async (texts, sizes, eol) => {
        const stream = new ServerStream();
        const wire = texts.map((text) => `event: a${eol}data: ${JSON.stringify(text)}${eol}${eol}`);
        let rest = new TextEncoder().encode(wire.join(''));
        for (const size of sizes) {
          stream.bytes(rest.slice(0, size));
          rest = rest.slice(size);
        }
        stream.bytes(rest).end();
        expect(await readAll(stream)).toEqual([
          'open',
          ...texts.map((text) => `a ${JSON.stringify(text)}`),
        ]);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('fails as the network does when the connection breaks, after all that came before', async () => {
    const stream = new ServerStream();
    const seen: SourceItem[] = [];
    const broken = new Promise<unknown>((resolve) => {
      eventSource((signal) => stream.to(signal)).subscribe({
        next: (item) => {
          seen.push(item);
          if (seen.length === 2) stream.cut();
        },
        error: resolve,
      });
    });
    stream.send('answer', {}, 1);
    expect(await broken).toBeInstanceOf(TypeError);
    expect(seen.map(({ kind }) => kind)).toEqual(['open', 'event']);
  });

  describe('that flows', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    async function reading(): Promise<{ stream: ServerStream; seen: string[] }> {
      const stream = new ServerStream();
      const seen: string[] = [];
      eventSource((signal) => stream.to(signal)).subscribe((item) => seen.push(item.kind));
      await jest.advanceTimersByTimeAsync(10);
      return { stream, seen };
    }

    it('is read in pauses', async () => {
      const { stream, seen } = await reading();
      stream.send('answer', {}, 1);
      await jest.advanceTimersByTimeAsync(0);
      expect(seen).toEqual(['open', 'event']);
      stream.send('answer', {}, 2).send('answer', {}, 3);
      await jest.advanceTimersByTimeAsync(39);
      expect(seen).toHaveLength(2);
      await jest.advanceTimersByTimeAsync(1);
      expect(seen).toHaveLength(4);
    });

    it('is read at once as far as it is there, in how many chunks it may have come', async () => {
      const { stream, seen } = await reading();
      for (let n = 1; n <= 500; n += 1) stream.send('answer', {}, n);
      await jest.advanceTimersByTimeAsync(40);
      expect(seen).toHaveLength(501);
    });
  });

  it('aborts its request when nobody reads any more', () => {
    let asked: AbortSignal | undefined;
    const subscription = eventSource((signal) => {
      asked = signal;
      return new Promise(() => undefined);
    }).subscribe();
    expect(asked?.aborted).toBe(false);
    subscription.unsubscribe();
    expect(asked?.aborted).toBe(true);
  });

  it('asks anew for each reader', async () => {
    let requests = 0;
    const source = eventSource(async () => {
      requests += 1;
      const stream = new ServerStream();
      stream.end();
      return stream.response;
    });
    await lastValueFrom(source);
    await lastValueFrom(source);
    expect(requests).toBe(2);
  });
});

describe('silence', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('of 40 seconds is a broken connection; a heartbeat is enough to stay', async () => {
    const stream = new ServerStream();
    let asked: AbortSignal | undefined;
    const failures: unknown[] = [];
    eventSource((signal) => {
      asked = signal;
      return stream.to(signal);
    }).subscribe({ error: (error: unknown) => failures.push(error) });
    for (let beat = 0; beat < 5; beat += 1) {
      await jest.advanceTimersByTimeAsync(30_000);
      stream.write(': still here\n\n');
    }
    expect([failures, asked?.aborted]).toEqual([[], false]);
    await jest.advanceTimersByTimeAsync(40_100);
    expect(failures).toEqual([new TypeError('The connection fell silent')]);
    expect(asked?.aborted).toBe(true);
  });
});

describe('an answer that is no stream', () => {
  it('is a failure with the code of the problem', async () => {
    const problem = { code: 'conversation_busy', title: 'Busy', instance: 'r-1' };
    const failure = await answering(refusal(409, problem)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({
      code: 'conversation_busy',
      message: 'Busy',
      facts: { status: 409, requestId: 'r-1' },
    });
  });

  it.each([
    ['a page of a proxy', refusal(502, '<h1>Bad gateway</h1>'), 'unreachable'],
    ['HTML with status 200', refusal(200, '<h1>Please log in</h1>'), 'unexpected'],
    ['nothing at all', new Response(null, { status: 204 }), 'unexpected'],
  ])('%s fails with %3$s', async (_name, response, code) => {
    await expect(answering(response)).rejects.toMatchObject({ name: 'Failure', code });
  });

  it('says when to try again', async () => {
    const busy = refusal(429, { code: 'rate_limited' }, { 'retry-after': '7' });
    await expect(answering(busy)).rejects.toMatchObject({ facts: { retryAfter: 7 } });
  });
});
