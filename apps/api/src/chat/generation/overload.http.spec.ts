import type { ModelScript } from '@prome-dify/testing';
import { answering, reachableEngines, until } from '@prome-dify/testing';
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

describe.each(await reachableEngines())('ten times too many on $name', (engine) => {
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

  /** Asks again and again, without a pause, until it is over. */
  async function flood(person: Person, over: AbortSignal, seen: Map<string, number>) {
    while (!over.aborted) {
      const { status, retryAfter, kind } = await once(person);
      const what = `${status} ${kind}${retryAfter === null ? '' : ', come again'}`;
      seen.set(what, (seen.get(what) ?? 0) + 1);
    }
  }

  async function once(person: Person) {
    const response = await person.fetch('/api/chat', { body: { message: 'Hello' } });
    const text = await response.text();
    const kind = response.ok ? (/^event: (done|error)$/m.exec(text)?.[1] ?? 'broken') : 'refused';
    return { status: response.status, retryAfter: response.headers.get('retry-after'), kind };
  }

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
    const seen = new Map<string, number>();
    const over = AbortSignal.timeout(FLOOD_MS);
    await Promise.all(Array.from({ length: FLOOD }, (_, n) => flood(nth(n), over, seen)));
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
    await until('somebody is answered', async () => (await once(nth(0))).status === 200);
    expect(performance.now() - begun).toBeLessThan(10_000);
    const balances = await Promise.all(people.map((person) => person.balance()));
    expect(balances.map(({ held }) => held)).toEqual(people.map(() => 0));
    expect(await host.findings()).toEqual([]);
  });
});
