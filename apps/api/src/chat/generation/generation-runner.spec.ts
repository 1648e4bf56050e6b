import { enginesFor } from '@prome-dify/testing/databases';
import type { Answer, OpenedGenerations } from './generations.fixture';
import { openGenerations } from './generations.fixture';

const FINISH = [
  { t: 'usage', usage: { inputUncached: 8, cacheRead: 0, cacheWrite: 0, output: 3 } },
  { t: 'end', reason: 'stop' },
] as const;

describe.each(await enginesFor(import.meta.filename))(
  'an answer whose database is away on $name',
  (engine) => {
    let opened: OpenedGenerations;
    beforeAll(async () => {
      opened = await openGenerations(engine, { HOLD_LEASE_MS: '600' });
    });
    afterEach(async () => expect(await opened.findings()).toEqual([]));
    afterAll(() => opened.close());

    async function finished(): Promise<Answer> {
      const answer = await opened.begin();
      answer.puppet.say({ t: 'delta', text: 'All is said.' }, ...FINISH);
      return answer;
    }

    const told = ({ generation }: Answer) => opened.told(generation).map(({ event }) => event);

    it('is settled when the database is back, and told nothing of it', async () => {
      let away = 1;
      opened.settlement.fails = () => away-- > 0;
      const answer = await finished();
      expect(await answer.generation.settled).toBe('complete');
      expect(await opened.stored(answer.generation)).toMatchObject({ charged: 11, hold: 'posted' });
      expect(told(answer)).toEqual(['meta', 'answer', 'answer', 'usage', 'done']);
    });

    it('ends with an error after the lease, and is left to the sweeper', async () => {
      opened.settlement.fails = () => true;
      const answer = await finished();
      await expect(answer.generation.settled).rejects.toThrow('the database is away');
      expect(told(answer)).toEqual(['meta', 'answer', 'error']);
      expect((await opened.stored(answer.generation)).hold).toBe('pending');
      opened.settlement.fails = () => false;
      await opened.expire(answer.generation);
      await opened.sweeper.sweep();
      expect((await opened.stored(answer.generation)).hold).toBe('voided');
      expect([...opened.generations.all()]).toEqual([]);
    });
  },
);
