import { reachableEngines, reachableRedis, openWay, until } from '@prome-dify/testing';
import type { ServerProcess, TestRedis, Way } from '@prome-dify/testing';
import type { Problem } from '@prome-dify/contracts';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Begun } from '../spec-support/person';
import { Person, refusalOf } from '../spec-support/person';
import { storyOf, textOf } from '../spec-support/story';

const GRACE_MS = 400;
const LEASE_MS = 1_500;

const [postgres] = (await reachableEngines()).filter(({ name }) => name === 'postgres');
const places = postgres
  ? (await reachableRedis()).map(({ name, createPlace }) => ({ name, createPlace, postgres }))
  : [];

describe.each(places)('two processes on one PostgreSQL and one $name', (engines) => {
  let host: ChatHost;
  let other: ServerProcess;
  let redis: TestRedis;
  let way: Way;
  let person: Person;
  let there: Person;

  beforeAll(async () => {
    redis = engines.createPlace();
    way = await openWay(redis.url);
    host = await ChatHost.open(engines.postgres, {
      REDIS_URL: way.url,
      REDIS_PREFIX: redis.prefix,
      STREAM_GRACE_MS: String(GRACE_MS),
      HOLD_LEASE_MS: String(LEASE_MS),
    });
    other = await host.startAnother();
  });
  beforeEach(async () => {
    host.model.clear();
    person = await host.newPerson();
    there = atOther(person);
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(async () => {
    await other.stop();
    await host.close();
    await way.close();
    await redis.remove();
  });

  const atOther = ({ token, userId }: Person) => new Person(other.url, token, userId);
  const redisIs = (state: string) =>
    until(`Redis is ${state}`, async () => {
      const ready = [person, there].map((each) => each.call<{ redis: string }>('/ready'));
      return (await Promise.all(ready)).every(({ body }) => body.redis === state);
    });
  const nothingHeld = () =>
    until('nothing is held', async () => (await there.balance()).held === 0, 20_000);

  /** Begins an answer here that says some words and waits. */
  async function spoken() {
    const gate = gated(['One 😀 ', 'two '], ['three ', 'four']);
    host.model.next(gate.script);
    const stream = await person.begin({ message: 'Count' });
    const reader = readingOf(stream);
    await reader.hears('One 😀 two ');
    return { ...stream, gate, reader };
  }

  it('resume an answer in the middle at the one that does not run it, live', async () => {
    const { generationId, gate, reader, leave } = await spoken();
    const [first] = reader.received.filter(({ event }) => event === 'answer');
    leave();
    const back = readingOf(await there.rejoin(generationId, first?.id ?? 0));
    await back.hears('One 😀 two '.slice((first?.id ?? 0) - 1));
    gate.release();
    await back.end;
    const seen = reader.received.slice(0, reader.received.indexOf(first as never) + 1);
    expect(storyOf([...seen, ...back.received])).toMatchObject({
      text: 'One 😀 two three four',
      charged: 16,
      end: 'complete',
    });
    expect(await there.charges()).toEqual([16]);
  });

  it('show the same to readers at both, live and late, byte for byte', async () => {
    const { generationId, gate, reader } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    gate.release();
    await Promise.all([reader.end, second.end]);
    expect(storyOf(second.received)).toEqual(storyOf(reader.received));
    expect(second.received.slice(-3)).toEqual(reader.received.slice(-3));
    const path = `/api/chat/${generationId}/stream`;
    const [here, elsewhere] = await Promise.all(
      [person, there].map(async (each) => (await each.fetch(path)).text()),
    );
    expect(elsewhere).toBe(here);
    expect(here).toContain('event: done');
  });

  it('stop what the other runs, at once, for its owner only', async () => {
    const { generationId, reader } = await spoken();
    const stranger = atOther(await host.newPerson());
    for (const path of ['stop', 'stream']) {
      const method = path === 'stop' ? 'POST' : 'GET';
      const refused = await stranger.call<Problem>(`/api/chat/${generationId}/${path}`, { method });
      expect(refusalOf(refused)).toEqual({ status: 404, code: 'not_found' });
    }
    expect(host.model.requests.at(-1)?.aborted).toBe(false);
    const asked = performance.now();
    const { body } = await there.stop(generationId);
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(body).toEqual({ generationId, status: 'stopped' });
    await reader.end;
    const story = storyOf(reader.received);
    expect(story).toMatchObject({ text: 'One 😀 two ', end: 'stopped' });
    expect(host.model.requests.at(-1)?.aborted).toBe(true);
    expect(await there.charges()).toEqual([story.charged]);
  });

  it('attach a repeated send to the answer that the other runs', async () => {
    const gate = gated(['One 😀 ', 'two ']);
    host.model.next(gate.script);
    const headers = { 'idempotency-key': 'only-once' };
    const [first, second] = [
      readingOf(await person.begin({ message: 'Count' }, headers)),
      readingOf(await there.begin({ message: 'Count' }, headers)),
    ];
    await Promise.all([first, second].map((each) => each.hears('One 😀 two ')));
    gate.release();
    await Promise.all([first.end, second.end]);
    expect(storyOf(second.received)).toEqual(storyOf(first.received));
    expect(await person.charges()).toHaveLength(1);
  });

  it('count the readers of both before an answer is given up', async () => {
    const { generationId, leave } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    leave();
    await until('the grace would be over', after(GRACE_MS * 4));
    expect(host.model.requests.at(-1)?.aborted).toBe(false);
    const left = performance.now();
    second.leave();
    await host.model.requests.at(-1)?.closed;
    expect(performance.now() - left).toBeLessThan(GRACE_MS + 1_000);
    expect(host.model.requests.at(-1)?.aborted).toBe(true);
    await nothingHeld();
  });

  it('show a balance that changes at the other', async () => {
    const stream = readingOf(await there.watchBalance());
    await until('the first is there', () => stream.received.length === 1);
    await person.say('Hello');
    const { balance } = await person.balance();
    expect(balance).toBeLessThan(100_000);
    await until('it is told', () => {
      const { data } = stream.received.at(-1) as unknown as { data: { balance: number } };
      return data.balance === balance;
    });
    stream.leave();
  });

  it('send their readers to the other when they stop', async () => {
    const { generationId, gate } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    expect(await other.stop()).toBe(0);
    await second.end;
    expect(second.received.map(({ event }) => event)).not.toContain('error');
    other = await host.startAnother();
    there = atOther(person);
    const third = readingOf(await there.rejoin(generationId, second.received.at(-1)?.id ?? 0));
    gate.release();
    await third.end;
    expect(storyOf([...second.received, ...third.received])).toMatchObject({ end: 'complete' });
    expect(await there.charges()).toEqual([16]);
  });

  it('count a reader out whose process was killed', async () => {
    const { generationId, leave } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    leave();
    await other.stop('SIGKILL');
    await second.end;
    await host.model.requests.at(-1)?.closed;
    expect(host.model.requests.at(-1)?.aborted).toBe(true);
    other = await host.startAnother();
    there = atOther(person);
    await nothingHeld();
    expect(await there.charges()).toHaveLength(1);
  });

  it('end an answer whose process was killed, for what was saved', async () => {
    const { generationId, reader } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    await until('it is saved', async () => {
      const [stored] = (await there.conversations()).body.conversations;
      return (await there.lastMessage(stored?.id ?? '')).content === 'One 😀 two ';
    });
    await host.restart('SIGKILL');
    await Promise.all([reader.end, second.end]);
    expect(reader.received.map(({ event }) => event)).toEqual(
      expect.not.arrayContaining(['done', 'error']),
    );
    const story = storyOf(second.received);
    expect(story).toMatchObject({ text: 'One 😀 two ', end: 'server_restarting' });
    expect(story.charged).toBeGreaterThan(0);
    await nothingHeld();
    expect(await there.charges()).toEqual([story.charged]);
  });

  it('go on without Redis, say so, and use it again when it is back', async () => {
    const { generationId, gate, reader } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    way.cut();
    await redisIs('down');
    const late = readingOf(await there.rejoin(generationId, 5));
    gate.release();
    await Promise.all([reader.end, second.end, late.end]);
    expect(storyOf(reader.received)).toMatchObject({ text: 'One 😀 two three four', charged: 16 });
    expect(storyOf(second.received)).toEqual(storyOf(reader.received));
    expect(textOf(late.received)).toBe(storyOf(reader.received).text.slice(4));
    expect((await person.say('Hello')).events.at(-1)?.event).toBe('done');
    const running = await spoken();
    const alone = await there.stop(running.generationId);
    expect(alone.body).toEqual({ generationId: running.generationId, status: 'streaming' });
    for (const log of [host.log(), other.log.join('')]) expect(log).toContain('Redis is lost');
    way.mend();
    await redisIs('up');
    const after = await there.stop(running.generationId);
    expect(after.body).toMatchObject({ status: 'stopped' });
    await running.reader.end;
    expect(await there.charges()).toHaveLength(3);
  });

  it('do not give up what is read at the other because Redis is away', async () => {
    const { generationId, gate, leave } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    way.cut();
    await redisIs('down');
    leave();
    // Longer than both the grace and the time after which a silent process counts as dead.
    await until('it was long away', after(GRACE_MS + 4_500));
    way.mend();
    await redisIs('up');
    await until('the grace would be over', after(GRACE_MS * 2));
    expect(host.model.requests.at(-1)?.aborted).toBe(false);
    gate.release();
    await second.end;
    expect(storyOf(second.received)).toMatchObject({ charged: 16, end: 'complete' });
  });

  it('lose nothing when Redis forgets everything', async () => {
    const { generationId, gate, reader } = await spoken();
    const second = readingOf(await there.rejoin(generationId, 0));
    await second.hears('One 😀 two ');
    await redis.flush();
    gate.release();
    await Promise.all([reader.end, second.end]);
    expect(storyOf(second.received)).toEqual(storyOf(reader.received));
    for (const key of await redis.keys()) {
      expect(key).toMatch(/^log:[0-9a-f-]{36}$/);
      expect(await redis.client.pttl(`${redis.prefix}:${key}`)).toBeGreaterThan(0);
    }
  });
});

/** Reads a stream in the background. */
function readingOf({ events, leave }: Pick<Begun, 'events' | 'leave'>) {
  const received: Parameters<typeof storyOf>[0][number][] = [];
  const end = (async () => {
    for await (const event of events) received.push(event);
  })().catch(() => undefined);
  const hears = (text: string) => until(`${text} is heard`, () => textOf(received) === text);
  return { received, end, hears, leave };
}

function after(ms: number): () => boolean {
  const start = performance.now();
  return () => performance.now() - start > ms;
}
