import { reachableEngines, until } from '@prome-dify/testing';
import type { Answer, OpenedGenerations } from './generations.fixture';
import { openGenerations } from './generations.fixture';

describe.each(await reachableEngines())('checkpoints on $name', (engine) => {
  let opened: OpenedGenerations;
  beforeAll(async () => {
    // The shortest lease: it is renewed every 167 ms.
    opened = await openGenerations(engine, { HOLD_LEASE_MS: '500' });
  });
  afterEach(async () => {
    for (const generation of [...opened.generations.all()]) {
      await opened.generations.stop(generation);
    }
    expect(await opened.findings()).toEqual([]);
  });
  afterAll(() => opened.close());

  const texts = (answers: readonly Answer[]) =>
    Promise.all(answers.map(async ({ generation }) => (await opened.stored(generation)).text));

  it('save what all answers have said since the last time', async () => {
    const answers = [await opened.begin(), await opened.begin(), await opened.begin()];
    const [first, second] = answers as [Answer, Answer, Answer];
    await opened.say(first, 'One ');
    await opened.say(second, 'Grüße, 世界 😀 ');
    await opened.checkpoints.write();
    expect(await texts(answers)).toEqual(['One ', 'Grüße, 世界 😀 ', '']);
    await opened.say(first, 'two');
    await opened.checkpoints.write();
    await opened.checkpoints.write();
    expect(await texts(answers)).toEqual(['One two', 'Grüße, 世界 😀 ', '']);
  });

  it('save once what two rounds at the same time would', async () => {
    const answer = await opened.begin();
    await opened.say(answer, 'Once');
    const rounds = [opened.checkpoints.write(), opened.checkpoints.write()];
    await opened.say(answer, ' and more');
    await Promise.all(rounds);
    await opened.checkpoints.write();
    expect(await texts([answer])).toEqual(['Once and more']);
  });

  it('save a text once when the first commit was not heard of', async () => {
    const answer = await opened.begin();
    await opened.say(answer, 'Grüße 😀 ');
    await opened.checkpoints.write();
    await opened.say(answer, '世界 ');
    const { database } = opened;
    const run = database.run.bind(database);
    const deaf = async (work: Parameters<typeof run>[0]) => {
      await run(work);
      throw new Error('the connection was lost after the commit');
    };
    Object.assign(database, { run: deaf });
    await opened.checkpoints.write();
    Object.assign(database, { run });
    expect(await texts([answer])).toEqual(['Grüße 😀 世界 ']);
    await opened.say(answer, '!');
    await opened.checkpoints.write();
    expect(await texts([answer])).toEqual(['Grüße 😀 世界 !']);
  });

  it('leave what has ended as it is', async () => {
    const answer = await opened.begin();
    await opened.say(answer, 'All');
    const round = opened.checkpoints.write();
    await opened.generations.stop(answer.generation);
    await round;
    await opened.checkpoints.write();
    const stored = await opened.stored(answer.generation);
    expect(stored).toMatchObject({ text: 'All', status: 'stopped' });
  });

  it('renew the lease of every answer, also of one that says nothing', async () => {
    const { generation } = await opened.begin();
    await opened.expire(generation);
    await until('a round renews it', async () => {
      await opened.checkpoints.write();
      return (await opened.stored(generation)).lease > Date.now();
    });
    await opened.otherSweeper.sweep();
    expect(await opened.stored(generation)).toMatchObject({ hold: 'pending' });
  });

  it('end an answer that was settled by somebody else, and charge nothing more for it', async () => {
    const answer = await opened.begin();
    await opened.say(answer, 'Saved. ');
    await opened.checkpoints.write();
    await opened.otherSweeper.sweep({ alone: true });
    const { charged } = await opened.stored(answer.generation);
    await opened.say(answer, 'Said to nobody.');
    await until('a round finds out', async () => {
      await opened.checkpoints.write();
      return [...opened.generations.all()].length === 0;
    });
    expect(await answer.generation.settled).toBe('interrupted');
    const stored = await opened.stored(answer.generation);
    expect(stored).toMatchObject({ text: 'Saved. ', status: 'interrupted', charges: 1, charged });
  });
});
