import { reachableEngines, until } from '@prome-dify/testing';
import type { OpenedGenerations } from './generations.fixture';
import { openGenerations, SIGNUP } from './generations.fixture';

const TEXT = 'These words were delivered before it was stopped. ';
const usageOf = (inputUncached: number, output: number) => ({
  ...{ inputUncached, cacheRead: 0, cacheWrite: 0, output },
});

describe.each(await reachableEngines())('figures that come late, on $name', (engine) => {
  let opened: OpenedGenerations;
  beforeAll(async () => {
    opened = await openGenerations(engine);
  });
  afterEach(async () => {
    expect(await opened.findings()).toEqual([]);
  });
  afterAll(() => opened.close());

  /** An answer that was stopped, and settled by our own count. */
  async function stopped() {
    const answer = await opened.begin();
    await opened.say(answer, TEXT);
    await opened.generations.stop(answer.generation);
    const { charged } = await opened.stored(answer.generation);
    const { userId } = answer.generation.turn;
    const balance = async () => (await opened.balance(userId)).balance;
    return { ...answer, charged, balance };
  }

  it('are credited back when they are lower', async () => {
    const { puppet, charged, balance } = await stopped();
    puppet.sayLate(usageOf(1, 2));
    await until('it is credited back', async () => (await balance()) === SIGNUP - 3);
    expect(charged).toBeGreaterThan(3);
  });

  it('never charge more, and are not believed when text cost nothing', async () => {
    const { puppet, charged, balance } = await stopped();
    puppet.sayLate(usageOf(500, 500));
    puppet.sayLate(usageOf(0, 0));
    puppet.sayLate(usageOf(charged, 1));
    // The next is written after those before, for all take the same way.
    puppet.sayLate(usageOf(0, charged - 1));
    await until('the last is written', async () => (await balance()) === SIGNUP - charged + 1);
  });

  it('wait for the settlement', async () => {
    const answer = await opened.begin();
    await opened.say(answer, TEXT);
    const stopping = opened.generations.stop(answer.generation);
    answer.puppet.sayLate(usageOf(1, 1));
    await stopping;
    const { userId } = answer.generation.turn;
    await until('it is credited back', async () => {
      return (await opened.balance(userId)).balance === SIGNUP - 2;
    });
  });
});
