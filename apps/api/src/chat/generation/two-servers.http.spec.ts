import { SEED } from '@prome-dify/testing/random';
import { setTimeout as delay } from 'node:timers/promises';
import { answering, reachableEngines, until } from '@prome-dify/testing';
import type { ServerProcess } from '@prome-dify/testing';
import fc from 'fast-check';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import { Person } from '../spec-support/person';
import { storyOf } from '../spec-support/story';

const LEASE_MS = 600;
const PEOPLE = 6;
const ROUNDS = Number(process.env['CRASHES'] ?? 3);
const moments = fc.sample(fc.integer({ min: 20, max: 700 }), { seed: SEED, numRuns: ROUNDS });

/** SQLite serves one process alone. */
const engines = (await reachableEngines()).filter(({ name }) => name === 'postgres');

describe.each(engines)(`two servers on one $name (seed ${SEED})`, (engine) => {
  let host: ChatHost;
  let other: ServerProcess;
  beforeAll(async () => {
    host = await ChatHost.open(engine, {
      HOLD_LEASE_MS: String(LEASE_MS),
      STREAM_GRACE_MS: '50',
      MAX_STREAMS_PER_USER: '1000',
    });
    other = await host.startAnother();
  });
  afterEach(async () => expect(await host.findings()).toEqual([]));
  afterAll(async () => {
    await other.stop();
    await host.close();
  });

  const atOther = ({ token, userId }: Person) => new Person(other.url, token, userId);
  const nothingHeld = (people: readonly Person[]) =>
    until('nothing is held', async () => {
      const balances = await Promise.all(people.map((person) => person.balance()));
      return balances.every(({ held }) => held === 0);
    });

  it('settle each answer once when one of them is killed and both sweep after it', async () => {
    host.model.script(answering({ deltas: Array(15).fill('word '), paceMs: 10 }));
    for (const moment of moments) {
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => host.newPerson()));
      const there = people.map(atOther);
      const doomed = Promise.allSettled(people.map(repeat(6)));
      const safe = Promise.all(there.map(repeat(4)));
      await delay(moment);
      await host.restart('SIGKILL');
      await doomed;
      const ends = (await safe).flat();
      expect(ends).toEqual(ends.map(() => 'complete'));
      await nothingHeld(there);
      expect(await host.findings()).toEqual([]);
    }
  });

  it('do not both settle an answer whose server was only asleep', async () => {
    const gate = gated(['What was ', 'said. '], ['never ', 'said']);
    host.model.script(gate.script);
    const person = await host.newPerson();
    const begun = await person.begin({ message: 'Hello' });
    const { value } = await begun.events.next();
    const conversationId = value?.event === 'meta' ? value.data.conversation_id : '';
    const there = atOther(person);
    await until('it is saved', async () => {
      return (await there.lastMessage(conversationId)).content === 'What was said. ';
    });
    host.signal('SIGSTOP');
    try {
      await nothingHeld([there]);
    } finally {
      host.signal('SIGCONT');
    }
    const [charge] = await there.charges();
    gate.release();
    const rest = [value];
    for await (const event of begun.events) rest.push(event);
    expect(rest.at(-1)).toMatchObject({ event: 'error', data: { code: 'server_restarting' } });
    expect(await there.charges()).toEqual([charge]);
    expect(await there.lastMessage(conversationId)).toMatchObject({
      content: 'What was said. ',
      status: 'interrupted',
    });
  });
});

/** Sends so many messages one after the other; answers how they ended. */
function repeat(times: number) {
  return async (person: Person): Promise<string[]> => {
    const ends: string[] = [];
    for (let n = 0; n < times; n += 1) ends.push(storyOf((await person.say('Hello')).events).end);
    return ends;
  };
}
