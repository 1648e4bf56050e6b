import type { Problem } from '@prome-dify/contracts';
import { enginesFor, until } from '@prome-dify/testing';
import { sql } from '../../platform/database';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import type { Person } from '../spec-support/person';
import { refusalOf } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const STREAMS = 50;
const DRAIN_MS = 2_500;
/** After the drain the process has so long to settle and to leave. */
const LEAVE_MS = 5_000;

describe.each(await enginesFor(import.meta.filename))('a deploy on $name', (engine) => {
  let host: ChatHost;
  let people: Person[];

  beforeAll(async () => {
    host = await ChatHost.open(
      engine,
      { DRAIN_MS: String(DRAIN_MS), MAX_STREAMS_PER_USER: '100', HOLD_LEASE_MS: '1000' },
      [{ id: 'scripted', maxOutputTokens: 500 }],
    );
    people = await Promise.all([1, 2, 3, 4, 5].map(() => host.newPerson()));
  });
  beforeEach(() => host.model.clear());
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(() => host.close());

  /** Begins answers that have said something, every second one of which ends when released. */
  async function openStreams() {
    const [short, long] = [gated(['One ', 'two '], ['three']), gated(['One ', 'two '])];
    const scripts = Array.from({ length: STREAMS }, (_, n) => (n % 2 === 0 ? short : long).script);
    host.model.next(...scripts);
    let speaking = 0;
    const streams = await Promise.all(
      scripts.map(async (_, n) => {
        const person = people[n % people.length] as Person;
        const { events } = await person.begin({ message: 'Count' });
        const received = [(await events.next()).value, (await events.next()).value];
        speaking += 1;
        return { events, received };
      }),
    );
    await until('all are speaking', () => speaking === STREAMS);
    const ends = streams.map(async ({ events, received }) => {
      for await (const event of events) received.push(event);
      return storyOf(received.flatMap((event) => event ?? []));
    });
    return { short, ends };
  }

  const nothingHeld = () =>
    until('nothing is held', async () => {
      const balances = await Promise.all(people.map((person) => person.balance()));
      return balances.every(({ held }) => held === 0);
    });
  const charges = async () => {
    const all = await Promise.all(people.map((person) => person.charges()));
    return all.flat().toSorted((a, b) => a - b);
  };

  it('lets short answers end, settles the others and tells so, and leaves with 0 in time', async () => {
    const { short, ends } = await openStreams();
    const [person] = people as [Person];
    const signalled = performance.now();
    host.signal('SIGTERM');
    await until('it is not ready', async () => (await person.call('/ready')).status === 503, 500);
    const refused = await person.call<Problem>('/api/chat', { body: { message: 'Me too' } });
    expect(refusalOf(refused)).toMatchObject({
      ...{ status: 503, code: 'server_restarting' },
      retryAfter: expect.stringMatching(/^[1-9]\d*$/),
    });
    expect((await person.call('/health')).status).toBe(200);
    short.release();
    const stories = await Promise.all(ends);
    expect(await host.exit()).toBe(0);
    expect(performance.now() - signalled).toBeLessThan(DRAIN_MS + LEAVE_MS);
    const half = STREAMS / 2;
    const ended = (end: string) => stories.filter((story) => story.end === end);
    expect(ended('complete').map(({ text }) => text)).toEqual(Array(half).fill('One two three'));
    expect(ended('server_restarting').map(({ text }) => text)).toEqual(
      Array(half).fill('One two '),
    );
    expect(stories.every(({ charged }) => charged > 0)).toBe(true);
    await host.restart();
    await nothingHeld();
    const told = stories.map(({ charged }) => charged).toSorted((a, b) => a - b);
    expect(await charges()).toEqual(told);
  });

  it('that cannot wait ends at the second signal, and the next process settles all', async () => {
    const before = (await charges()).length;
    const { ends } = await openStreams();
    await until('all is saved', async () => {
      const [saved] = await host.rows<{ n: number }>(
        sql`SELECT COUNT(*) AS n FROM message WHERE status = 'streaming' AND content = 'One two '`,
      );
      return Number(saved?.n) === STREAMS;
    });
    host.signal('SIGTERM');
    const [person] = people as [Person];
    await until('it is stopping', async () => (await person.call('/ready')).status === 503);
    const signalled = performance.now();
    host.signal('SIGTERM');
    expect(await host.exit()).toBe(1);
    expect(performance.now() - signalled).toBeLessThan(1_000);
    await Promise.allSettled(ends);
    await host.restart();
    await nothingHeld();
    expect(await charges()).toHaveLength(before + STREAMS);
  });
});
