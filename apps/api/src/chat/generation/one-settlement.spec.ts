import { SEED, tries } from '@prome-dify/testing/random';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { reachableEngines } from '@prome-dify/testing/databases';
import fc from 'fast-check';
import type { Answer, OpenedGenerations } from './generations.fixture';
import { openGenerations, SIGNUP } from './generations.fixture';

const USAGE = { inputUncached: 8, cacheRead: 0, cacheWrite: 0, output: 40 };

/** What can happen to an answer; all of it may happen at once. */
const ACTIONS = {
  say: ({ puppet }) => puppet.say({ t: 'delta', text: 'some more words ' }),
  finish: ({ puppet }) => puppet.say({ t: 'usage', usage: USAGE }, { t: 'end', reason: 'stop' }),
  fail: ({ puppet }) => puppet.say({ t: 'error', code: 'model_failed', message: 'no' }),
  stop: ({ generation }, { generations }) => generations.stop(generation),
  restart: ({ generation }) => generation.abort('restarting'),
  save: (_, { checkpoints }) => checkpoints.write(),
  sweep: (_, { sweeper }) => sweeper.sweep(),
  expire: ({ generation }, opened) => opened.expire(generation),
  // As a second process would, which takes every other owner for dead.
  sweepAll: (_, { otherSweeper }) => otherSweeper.sweep({ alone: true }),
} satisfies Record<string, (answer: Answer, opened: OpenedGenerations) => unknown>;

interface Played extends Answer {
  readonly status: string;
}

type Action = keyof typeof ACTIONS;

/** So many turns of the event loop, then the action. */
const step = fc.tuple(
  fc.nat({ max: 6 }),
  fc.constantFrom<Action>(...(Object.keys(ACTIONS) as Action[]), 'say', 'say', 'save'),
);
const histories = fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), {
  minLength: 1,
  maxLength: 4,
});

describe.each(await reachableEngines())(`an answer on $name (seed ${SEED})`, (engine) => {
  let opened: OpenedGenerations;
  beforeAll(async () => {
    opened = await openGenerations(engine);
  });
  afterAll(() => opened.close());

  /** Plays a history, and answers what the one who stopped the answer last was told. */
  async function play(steps: readonly (readonly [number, Action])[]) {
    const answer = await opened.begin();
    const happening: unknown[] = [];
    for (const [turns, action] of steps) {
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      happening.push(ACTIONS[action](answer, opened));
    }
    // Whatever has not ended by then is stopped.
    const status = await opened.generations.stop(answer.generation);
    await Promise.all(happening);
    return { ...answer, status };
  }

  it('is settled once, whatever happens to it and in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (plans) => {
        const answers = await Promise.all(plans.map(play));
        for (const answer of answers) await expectSettledOnce(answer);
        expect(await opened.findings()).toEqual([]);
      }),
      tries(40),
    );
  });

  async function expectSettledOnce({ generation, ...said }: Played): Promise<void> {
    const { userId } = generation.turn;
    const { hold, runningKey, charges, charged, amount, text, status } =
      await opened.stored(generation);
    expect(['posted', 'voided']).toContain(hold);
    expect({ runningKey, charges }).toEqual({ runningKey: null, charges: charged > 0 ? 1 : 0 });
    expect(charged).toBeLessThanOrEqual(amount);
    expect(await opened.balance(userId)).toMatchObject({ balance: SIGNUP - charged, held: 0 });
    // Words are never free. An answer that was lost may have lost its words too.
    if (text !== '') expect(charged).toBeGreaterThan(0);
    const events = opened.told(generation);
    expect(said.status).toBe(status);
    const last = events.at(-1);
    const terminal = events.filter(({ event }) => event === 'done' || event === 'error');
    expect(terminal).toEqual([last]);
    const usage = events.find((event) => event.event === 'usage');
    if (usage) expect(usage.data.tokensUsed).toBe(charged);
    expect(last?.event === 'done').toBe(status === 'complete' || status === 'stopped');
  }
});
