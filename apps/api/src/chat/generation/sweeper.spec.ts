import { reachableEngines } from '@prome-dify/testing/databases';
import type { Answer, OpenedGenerations } from './generations.fixture';
import { openGenerations, SIGNUP } from './generations.fixture';

const TEXT = 'What was said and saved. ';

describe.each(await reachableEngines())('the sweeper on $name', (engine) => {
  let opened: OpenedGenerations;
  beforeAll(async () => {
    opened = await openGenerations(engine);
  });
  afterEach(async () => {
    opened.settlement.fails = () => false;
    for (const generation of [...opened.generations.all()]) {
      await opened.generations.stop(generation);
    }
    expect(await opened.findings()).toEqual([]);
  });
  afterAll(() => opened.close());

  /** An answer with saved text, whose owner shows no sign of life any more. */
  async function orphan(): Promise<Answer> {
    const answer = await opened.begin();
    await opened.say(answer, TEXT);
    await opened.checkpoints.write();
    await opened.expire(answer.generation);
    return answer;
  }

  it('leaves alone what has a lease', async () => {
    const { generation } = await opened.begin();
    await opened.otherSweeper.sweep();
    expect(await opened.stored(generation)).toMatchObject({ hold: 'pending', status: 'streaming' });
  });

  it('leaves alone what its own process is working on, even when its lease is over', async () => {
    const { generation } = await orphan();
    await opened.sweeper.sweep();
    expect(await opened.stored(generation)).toMatchObject({ hold: 'pending', status: 'streaming' });
    await opened.otherSweeper.sweep();
    expect(await opened.stored(generation)).toMatchObject({ hold: 'posted', charges: 1 });
  });

  it('takes what is not its own at once where one process has the database to itself', async () => {
    const { generation } = await opened.begin();
    await opened.otherSweeper.sweep({ alone: true });
    expect(await opened.stored(generation)).toMatchObject({ hold: 'voided', charges: 0 });
  });

  it('charges for the prompt and the saved text when the lease is over', async () => {
    const { generation } = await orphan();
    await opened.otherSweeper.sweep();
    const charged = generation.turn.promptTokens + opened.countTokens(TEXT);
    expect(await opened.stored(generation)).toMatchObject({
      ...{ text: TEXT, status: 'interrupted', hold: 'posted', charges: 1, charged },
      runningKey: null,
    });
    const { userId } = generation.turn;
    expect(await opened.balance(userId)).toMatchObject({ balance: SIGNUP - charged, held: 0 });
  });

  it('is not in the way of another sweeper', async () => {
    const answers = await Promise.all([orphan(), orphan(), orphan()]);
    await Promise.all(Array.from({ length: 8 }, () => opened.otherSweeper.sweep()));
    for (const { generation } of answers) {
      expect(await opened.stored(generation)).toMatchObject({ hold: 'posted', charges: 1 });
    }
  });

  it('takes more orphans than it reads at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 120 }, () => opened.begin()));
    await Promise.all(answers.map(({ generation }) => opened.expire(generation)));
    await opened.otherSweeper.sweep();
    for (const { generation } of answers) {
      expect((await opened.stored(generation)).hold).toBe('voided');
    }
  });

  it('settles all others when one cannot be settled, and that one the next time', async () => {
    const [bad, ...good] = [await orphan(), await orphan(), await orphan()];
    const { generationId } = bad.generation.turn;
    opened.settlement.fails = (ending) => ending.generationId === generationId;
    await opened.otherSweeper.sweep();
    expect((await opened.stored(bad.generation)).hold).toBe('pending');
    for (const { generation } of good) {
      expect((await opened.stored(generation)).hold).toBe('posted');
    }
    opened.settlement.fails = () => false;
    await opened.otherSweeper.sweep();
    expect((await opened.stored(bad.generation)).hold).toBe('posted');
  });
});
