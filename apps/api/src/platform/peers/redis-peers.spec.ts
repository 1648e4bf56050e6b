import { Logger } from '@nestjs/common';
import type { TestRedis, Way } from '@prome-dify/testing';
import { openWay, reachableRedis, until } from '@prome-dify/testing';
import { RedisPeers } from './redis-peers';

describe.each(await reachableRedis())('Processes that meet at $name', (engine) => {
  let redis: TestRedis;
  let way: Way;
  const joined: RedisPeers[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = engine.createPlace();
    way = await openWay(redis.url);
  });
  afterEach(() => {
    for (const peers of joined.splice(0)) peers.close();
  });
  afterAll(async () => {
    await way.close();
    await redis.remove();
  });

  const join = async (url = redis.url, prefix = redis.prefix) => {
    const peers = await RedisPeers.join({ url, prefix });
    joined.push(peers);
    return peers;
  };
  /** Notes what a process hears on a topic, once it does hear. */
  const listen = async (peers: RedisPeers, topic: string) => {
    const heard: string[] = [];
    const listening = Promise.withResolvers<void>();
    const stop = peers.on(topic, (message) => heard.push(message), listening.resolve);
    await listening.promise;
    return { heard, stop };
  };

  it('hear what others tell, in order, on their topics only, and not themselves', async () => {
    const [one, two] = [await join(), await join()];
    const [here, there, aside] = [
      await listen(one, 'news'),
      await listen(two, 'news'),
      await listen(two, 'olds'),
    ];
    for (const word of ['a', 'b c', '', '世界 😀']) one.tell('news', word);
    await until('all is heard', () => there.heard.length === 4);
    expect(there.heard).toEqual(['a', 'b c', '', '世界 😀']);
    expect([here.heard, aside.heard]).toEqual([[], []]);
    there.stop();
    const again = await listen(two, 'news');
    one.tell('news', 'more');
    await until('it is heard', () => again.heard.length === 1);
    expect(there.heard).toHaveLength(4);
  });

  it('do not meet those of another product', async () => {
    const [one, stranger] = [await join(), await join(redis.url, `${redis.prefix}-other`)];
    const [there, own] = [await listen(stranger, 'news'), await listen(one, 'end')];
    one.tell('news', 'secret');
    const friend = await join();
    friend.tell('end', '');
    await until('the end is heard', () => own.heard.length === 1);
    expect(there.heard).toEqual([]);
    expect(stranger.isAlive(one.me)).toBe(false);
  });

  it('know who is alive, and who has died', async () => {
    const [one, two] = [await join(), await join()];
    await until('it is known', () => one.isAlive(two.me));
    expect(one.isGone(two.me)).toBe(false);
    two.close();
    await until('its death is known', () => one.isGone(two.me));
    expect(one.isAlive(two.me)).toBe(false);
  });

  it('call nobody dead while they cannot hear, and hear again when they can', async () => {
    const [one, two] = [await join(way.url), await join()];
    const there = await listen(one, 'news');
    await until('it is known', () => one.isAlive(two.me));
    let backs = 0;
    one.onBack(() => (backs += 1));
    way.cut();
    await until('it is lost', () => one.state === 'down');
    two.tell('news', 'missed');
    await until('it was silent for long', () => !one.isAlive(two.me));
    expect(one.isGone(two.me)).toBe(false);
    way.mend();
    await until('it is back', () => one.state === 'up');
    expect([backs, one.isGone(two.me)]).toEqual([1, false]);
    two.tell('news', 'heard');
    await until('it is heard', () => there.heard.length > 0);
    expect(there.heard).toEqual(['heard']);
  });

  it.each([
    ['redis://127.0.0.1:9', 'ECONNREFUSED'],
    ['redis://nobody:wrong-canary@there', 'WRONGPASS'],
  ])('start without a Redis at %s, and never wait for it', async (url, reason) => {
    const alone = await join(url.replace('there', new URL(redis.url).host), 'nobody');
    alone.tell('news', 'lost');
    alone.on('news', () => undefined)();
    expect(alone.state).toBe('down');
    const { message = '' } = alone.link.lastError ?? {};
    expect(message).toContain(reason);
    expect(message).not.toContain('canary');
  });
});
