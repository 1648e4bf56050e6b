import type { ChatEvent } from '@prome-dify/contracts';
import type { TestRedis, Way } from '@prome-dify/testing';
import { openWay, reachableRedis, until } from '@prome-dify/testing';
import { DONE, note, openRedisLog, Stored } from './spec-support/log-places';

type Opened = Awaited<ReturnType<typeof openRedisLog>>;

describe.each(await reachableRedis())('A log in $name', (engine) => {
  let redis: TestRedis;
  let way: Way;
  let owner: Opened;
  let other: Opened;
  let last = 0;
  let id: string;
  let stored: Stored;

  beforeAll(async () => {
    redis = engine.createPlace();
    way = await openWay(redis.url);
    [owner, other] = [await openRedisLog(redis, way.url), await openRedisLog(redis)];
  });
  beforeEach(async () => {
    last += 1;
    id = `g${last}`;
    stored = new Stored(id);
    owner.log.open({ generationId: id, conversationId: 'c', isNew: true });
  });
  afterAll(async () => {
    await Promise.all([owner.close(), other.close()]);
    await way.close();
    await redis.remove();
  });

  const follow = (after = 0) => note(other.log.follow(stored, after));
  const say = (text: string) => owner.log.append(id, text);
  const finish = (closing: readonly ChatEvent[] = [DONE]) => owner.log.close(id, closing);
  const entries = () => redis.client.xlen(`${redis.prefix}:log:${id}`);
  const state = (peers: Opened, wanted: string) =>
    until(`Redis is ${wanted}`, () => peers.peers.state === wanted);

  it('is live elsewhere without a look at the database, half characters too', async () => {
    const reader = follow();
    const [first = '', second = ''] = ['\ud83d', '\ude00'];
    for (const piece of ['one ', first]) say(piece);
    await until('half of it is heard', () => reader.text === `one ${first}`);
    say(second);
    await until('all of it is heard', () => reader.text === 'one 😀');
    finish();
    await until('it has ended', () => reader.ended);
    expect(stored.reloads).toBe(0);
  });

  it('tells of an end what the database does not know', async () => {
    const closing: ChatEvent = {
      event: 'error',
      data: { error: 'Try again', code: 'model_unavailable', retryAfter: 7 },
    };
    finish([closing]);
    await until('it is written', async () => (await redis.keys()).includes(`log:${id}`));
    const known = { event: 'error', data: { error: '?', code: 'model_unavailable' } } as const;
    stored.save('', [known]);
    const reader = follow();
    await until('it has ended', () => reader.ended);
    expect(reader.last).toEqual(closing);
  });

  it('is written in few entries under its prefix, and does not stay', async () => {
    for (let n = 0; n < 1_000; n += 1) say('word ');
    await until('it is written', async () => (await entries()) > 0);
    expect(await entries()).toBeLessThan(5);
    const key = `${redis.prefix}:log:${id}`;
    expect(await redis.client.pttl(key)).toBeGreaterThan(60_000);
    const reader = follow();
    finish();
    await until('it has ended', () => reader.ended);
    const left = await redis.client.pttl(key);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(60_000);
    expect(reader.text).toBe('word '.repeat(1_000));
  });

  it('needs one subscription for all readers of a process, and none when they have left', async () => {
    const readers = Array.from({ length: 50 }, () => follow());
    say('all hear');
    await until('all have heard', () => readers.every(({ text }) => text === 'all hear'));
    expect(await redis.listeners(`log:${id}`)).toBe(1);
    for (const reader of readers) reader.leave();
    await until('nobody listens', async () => (await redis.listeners(`log:${id}`)) === 0);
    finish();
  });

  it('fills what Redis has forgotten from the database', async () => {
    const early = follow();
    say('one ');
    await until('it is heard', () => early.text === 'one ');
    await redis.flush();
    say('two ');
    await until('it is heard', () => early.text === 'one two ');
    const late = follow();
    expect(late.text).toBe('one two ');
    early.leave();
    late.leave();
    stored.save('one ');
    const alone = follow();
    await until('it is heard', () => alone.text === 'one two ');
    say('three');
    finish();
    await until('it has ended', () => alone.ended);
    expect(alone.text).toBe('one two three');
  });

  it('is whole for late readers when its beginning was trimmed away', async () => {
    for (let n = 0; n < 5; n += 1) {
      say(`word${n} `);
      await until('it is written', async () => (await entries()) > n);
    }
    await redis.client.xtrim(`${redis.prefix}:log:${id}`, 'MAXLEN', 1);
    stored.save('word0 word1 word2 word3 ');
    const late = follow();
    await until('it is heard', () => late.text === 'word0 word1 word2 word3 word4 ');
    finish();
    await until('it has ended', () => late.ended);
  });

  it('goes on when Redis is lost: here at once, elsewhere from the database', async () => {
    const here = note(owner.log.read(id, 0));
    const there = follow();
    say('one ');
    await until('it is heard', () => there.text === 'one ');
    way.cut();
    await state(owner, 'down');
    say('two ');
    expect(here.text).toBe('one two ');
    stored.save('one two ');
    await until('it is heard', () => there.text === 'one two ');
    say('three ');
    way.mend();
    await state(owner, 'up');
    await until('it is live again', () => there.text === 'one two three ');
    say('four');
    finish();
    await until('it has ended', () => there.ended);
    expect([here.text, there.text]).toEqual(Array(2).fill('one two three four'));
  });

  it('goes on when Redis answers no more, and notices', async () => {
    const there = follow();
    say('one ');
    await until('it is heard', () => there.text === 'one ');
    way.clog();
    say('two ');
    stored.save('one two ');
    await until('it is heard', () => there.text === 'one two ');
    await state(owner, 'down');
    way.mend();
    await state(owner, 'up');
    finish();
    await until('it has ended', () => there.ended);
    expect(there.text).toBe('one two ');
  });

  it('is told to its end from the database when its writer has died', async () => {
    const dying = await openRedisLog(redis);
    stored = new Stored(`dying ${id}`);
    dying.log.open({ generationId: stored.generationId, conversationId: 'c', isNew: true });
    dying.log.append(stored.generationId, 'last words');
    const reader = follow();
    await until('they are heard', () => reader.text === 'last words');
    dying.peers.close();
    stored.save('last', [{ event: 'error', data: { error: 'x', code: 'server_restarting' } }]);
    await until('it has ended', () => reader.ended);
    expect(reader).toMatchObject({ text: 'last words', names: ['meta', 'answer', 'error'] });
  });

  it('is written to the end by a process that stops', async () => {
    const stopping = await openRedisLog(redis);
    stored = new Stored(`stopping ${id}`);
    stopping.log.open({ generationId: stored.generationId, conversationId: 'c', isNew: true });
    const reader = follow();
    stopping.log.append(stored.generationId, 'good bye');
    stopping.log.close(stored.generationId, [DONE]);
    await stopping.close();
    await until('it has ended', () => reader.ended);
    expect(reader).toMatchObject({ text: 'good bye', names: ['meta', 'answer', 'done'] });
    expect(stored.reloads).toBe(0);
  });
});
