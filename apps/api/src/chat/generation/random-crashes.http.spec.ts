import { SEED } from '@prome-dify/testing/random';
import { setTimeout as delay } from 'node:timers/promises';
import type { UsageAnswer, UsageEvent } from '@prome-dify/contracts';
import { answering, enginesFor, until } from '@prome-dify/testing';
import fc from 'fast-check';
import { ChatHost } from '../chat.fixture';
import type { Person } from '../spec-support/person';

/** How often the server is killed on SQLite, and half as often on PostgreSQL; 200 for a release. */
const CRASHES = Number(process.env['CRASHES'] ?? 19);
const TALKERS = 5;

const manners = fc.array(fc.constantFrom('listen', 'stop', 'leave'), {
  minLength: 40,
  maxLength: 40,
});
/** From at once to long after the talk began: powers of ten between 5 ms and 1.2 s. */
const killAfterMs = fc
  .noBias(fc.integer({ min: 700, max: 3_080 }))
  .map((thousandths) => Math.round(10 ** (thousandths / 1000)));

const ROUNDS = fc.sample(fc.record({ killAfterMs, manners }), { seed: SEED, numRuns: CRASHES });

type Told = UsageEvent['data'] & { readonly person: Person };

describe.each(await enginesFor(import.meta.filename))(
  'kill -9 at any moment on $name',
  (engine) => {
    let host: ChatHost;
    const people: Person[] = [];
    /** Every charge that somebody was told of before the server died. */
    const told: Told[] = [];

    beforeAll(async () => {
      host = await ChatHost.open(engine, {
        HOLD_LEASE_MS: '500',
        STREAM_GRACE_MS: '50',
        MAX_STREAMS_PER_USER: '1000',
      });
      host.model.script(answering({ deltas: Array(12).fill('word '), paceMs: 10 }));
    });
    afterAll(() => host.close());

    /** Sends messages one after the other until the server is gone. */
    async function talk(person: Person, manners: readonly string[]): Promise<void> {
      for (const manner of manners) {
        const { events, generationId, leave } = await person.begin({ message: 'Hello' });
        let heard = 0;
        for await (const event of events) {
          heard += 1;
          if (event.event === 'usage') told.push({ ...event.data, person });
          if (heard === 4 && manner === 'leave') leave();
          if (heard === 4 && manner === 'stop') await person.stop(generationId);
        }
      }
    }

    /** New people come in until the server is gone. */
    async function arrive(): Promise<void> {
      for (let n = 0; n < 20; n += 1) people.push(await host.newPerson());
    }

    /** Each of these has a balance without anything held, and every charge that they were told of. */
    async function lostNothing(some: readonly Person[]): Promise<void> {
      await until('nothing is held', async () =>
        (await Promise.all(some.map((each) => each.balance()))).every(({ held }) => held === 0),
      );
      for (const person of some) {
        const { available, balance } = await person.balance();
        expect(balance).toBeGreaterThan(0);
        expect(available).toBe(balance);
        const { body } = await person.call<UsageAnswer>('/api/billing/usage?limit=200');
        const charges = body.usage.map(({ tokensUsed, balanceAfter }) => [
          tokensUsed,
          balanceAfter,
        ]);
        for (const { tokensUsed, balanceAfter } of told.filter((each) => each.person === person)) {
          expect(charges).toContainEqual([tokensUsed, balanceAfter]);
        }
      }
    }

    /** Lets people talk until `moment`, kills the server, and checks what it left. */
    async function crash(
      manners: readonly string[],
      moment: () => Promise<unknown>,
    ): Promise<void> {
      const talkers = await Promise.all(Array.from({ length: TALKERS }, () => host.newPerson()));
      const earlier = people.length;
      people.push(...talkers);
      const busy = [arrive(), ...talkers.map((person) => talk(person, manners))];
      const gone = Promise.allSettled(busy);
      await moment();
      await host.restart('SIGKILL');
      await gone;
      expect(await host.findings()).toEqual([]);
      await lostNothing(people.slice(earlier));
      expect(await host.findings()).toEqual([]);
    }

    it.each(ROUNDS.slice(0, engine.name === 'sqlite' ? CRASHES : CRASHES / 2))(
      `loses nothing that was told, and leaves nothing held: after $killAfterMs ms (seed ${SEED})`,
      ({ killAfterMs, manners }) => crash(manners, () => delay(killAfterMs)),
    );

    it('loses nothing that was told while people are being told', async () => {
      const before = told.length;
      const moment = () => until('somebody is told of a charge', () => told.length > before);
      await crash(Array<string>(40).fill('listen'), moment);
    });

    it('has lost nothing of all this in the end', () => lostNothing(people));
  },
);
