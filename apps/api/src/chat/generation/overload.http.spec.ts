import type { ModelScript } from '@prome-dify/testing';
import { answering, askOnce, enginesFor, flood, until } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

/** Answers that the server carries at once, and connections that ask for more without a pause. */
const CARRIES = 20;
const FLOOD = 10 * CARRIES;
const FLOOD_MS = 3_000;
const HEAP_MIB = 512;

/** Long answers, from before the flood to after it, and what comes in it. */
const WORDS = 100;
const LONG = answering({ deltas: Array<string>(WORDS).fill('word '), paceMs: 60 });
const SHORT = answering({ deltas: Array<string>(20).fill('word '), paceMs: 5 });

describe.each(await enginesFor(import.meta.filename))('ten times too many on $name', (engine) => {
  let host: ChatHost;
  let people: Person[];
  beforeAll(async () => {
    host = await ChatHost.open(engine, {
      MAX_STREAMS: String(CARRIES),
      MAX_STREAMS_PER_USER: '1000',
      SIGNUP_TOKENS: '1000000000',
      NODE_OPTIONS: `--max-old-space-size=${HEAP_MIB}`,
    });
    people = await Promise.all(Array.from({ length: 10 }, () => host.newPerson()));
  });
  afterAll(() => host.close());

  const nth = (n: number): Person => people[n % people.length] as Person;

  it('are told to come again, and whoever is being answered hears all of it', async () => {
    host.model.script(SHORT);
    host.model.next(...Array<ModelScript>(CARRIES / 2).fill(LONG));
    const running = await Promise.all(
      Array.from({ length: CARRIES / 2 }, (_, n) => nth(n).begin({ message: 'Tell me more' })),
    );
    const stories = running.map(async ({ events }) => {
      const received = [];
      for await (const event of events) received.push(event);
      return storyOf(received);
    });
    await until('all are being answered', () => host.model.open === CARRIES / 2);
    const seen = await flood(people, FLOOD, AbortSignal.timeout(FLOOD_MS));
    expect([...seen.keys()].toSorted()).toEqual(['200 done', '503 refused, come again']);
    expect(seen.get('503 refused, come again')).toBeGreaterThan(FLOOD);
    expect(host.model.openMax).toBeLessThanOrEqual(CARRIES);
    expect(await host.residentBytes()).toBeLessThan(HEAP_MIB * 1024 ** 2);
    for (const { end, text } of await Promise.all(stories)) {
      expect([end, text]).toEqual(['complete', 'word '.repeat(WORDS)]);
    }
  });

  it('are forgotten at once: the next answer begins as if nothing had been', async () => {
    const begun = performance.now();
    await until('somebody is answered', async () => (await askOnce(nth(0))) === '200 done');
    expect(performance.now() - begun).toBeLessThan(10_000);
    const balances = await Promise.all(people.map((person) => person.balance()));
    expect(balances.map(({ held }) => held)).toEqual(people.map(() => 0));
    expect(await host.findings()).toEqual([]);
  });
});
