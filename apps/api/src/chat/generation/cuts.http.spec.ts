import { SEED } from '@prome-dify/testing/random';
import type { Engine, ReceivedEvent, ServerProcess, TestRedis } from '@prome-dify/testing';
import { answering, reachableEngines, reachableRedis } from '@prome-dify/testing';
import fc from 'fast-check';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';
import { readUntilCut } from '../spec-support/read-until-cut';
import { storyOf } from '../spec-support/story';

/** Streams that are cut, in all places together; 500 where a change lands. */
const CUTS = Number(process.env['CUTS'] ?? 60);
const AT_ONCE = 50;
const PEOPLE = 5;
const WORDS = Array.from({ length: 60 }, (_, n) => (n % 7 === 0 ? `世界😀${n}\n` : `word${n} `));
const TEXT = WORDS.join('');
const PRICE = 12 + WORDS.length;

/** Of one stream: each connection before the last, after how many bytes it breaks, and where. */
const plan = fc.array(
  fc.record({ limit: fc.noBias(fc.nat(1_800)), isElsewhere: fc.noBias(fc.boolean()) }),
  { minLength: 1, maxLength: 10, size: 'max' },
);
type Plan = readonly { readonly limit: number; readonly isElsewhere: boolean }[];

interface Place {
  readonly name: string;
  readonly engine: Engine;
  readonly redis?: TestRedis;
  readonly servers: 1 | 2;
}

const [engines, redis] = await Promise.all([reachableEngines(), reachableRedis()]);
const places = engines.flatMap((engine): Place[] => [
  { name: `one process on ${engine.name}`, engine, servers: 1 },
  ...(engine.name === 'postgres'
    ? [
        { name: 'two processes on postgres', engine, servers: 2 as const },
        ...redis.map(({ createPlace }) => ({
          name: 'two processes on postgres and redis',
          ...{ engine, redis: createPlace(), servers: 2 as const },
        })),
      ]
    : []),
]);
const STREAMS = Math.ceil(CUTS / places.length);

describe.each(places)(`answers whose readers are cut, of $name (seed ${SEED})`, (place) => {
  let host: ChatHost;
  let other: ServerProcess | undefined;
  let people: Person[];
  /** Connections that broke before the end. */
  let cuts = 0;

  beforeAll(async () => {
    const { redis } = place;
    const env = redis && { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix };
    host = await ChatHost.open(place.engine, { MAX_STREAMS_PER_USER: '1000', ...env }, [
      { id: 'scripted', maxOutputTokens: 500 },
    ]);
    if (place.servers === 2) other = await host.startAnother();
    host.model.script(answering({ deltas: WORDS, paceMs: 5 }));
    people = await Promise.all(Array.from({ length: PEOPLE }, () => host.newPerson()));
  });
  afterAll(async () => {
    await other?.stop();
    await host.close();
    await place.redis?.remove();
  });

  /** Reads one answer to its end over such connections. */
  async function readAll(plan: Plan, index: number): Promise<ReceivedEvent[]> {
    const { token } = people[index % PEOPLE] as Person;
    const send = { 'idempotency-key': `stream-${index}` };
    const received: ReceivedEvent[] = [];
    let generationId: string | undefined;
    for (const { limit, isElsewhere } of [...plan, { limit: Infinity, isElsewhere: false }]) {
      const url = isElsewhere && other ? other.url : host.url;
      const last = { 'last-event-id': String(received.at(-1)?.id ?? 0) };
      const heard = await readUntilCut(url, {
        ...{ token, limit },
        ...(generationId
          ? { path: `/api/chat/${generationId}/stream`, headers: last }
          : { path: '/api/chat', headers: send, body: { message: 'Tell me all' } }),
      });
      generationId ??= heard.generationId;
      received.push(...heard.events);
      if (!hasEnded(received)) cuts += 1;
    }
    return received;
  }

  it('are heard whole, without gap or repeat, for one charge each', async () => {
    const plans = fc.sample(plan, { seed: SEED, numRuns: STREAMS });
    for (let begin = 0; begin < plans.length; begin += AT_ONCE) {
      const some = plans.slice(begin, begin + AT_ONCE);
      const heard = await Promise.all(some.map((each, n) => readAll(each, begin + n)));
      for (const [n, events] of heard.entries()) {
        const { text, charged, end } = storyOf(events);
        expect({ stream: begin + n, text, charged, end }).toEqual({
          ...{ stream: begin + n, text: TEXT },
          ...{ charged: PRICE, end: 'complete' },
        });
      }
    }
    expect(cuts).toBeGreaterThan(STREAMS);
    expect(host.model.requests).toHaveLength(STREAMS);
    const charges = await Promise.all(people.map((person) => person.charges()));
    expect(charges.flat()).toEqual(Array(STREAMS).fill(PRICE));
    expect(await host.findings()).toEqual([]);
  }, 300_000);
});

function hasEnded(events: readonly ReceivedEvent[]): boolean {
  return events.at(-1)?.event === 'done';
}
