import { SEED } from '@prome-dify/testing/random';
import { estimatePrompt } from '@prome-dify/llm';
import { answering, enginesFor, until, wireUsage } from '@prome-dify/testing';
import { ChatHost } from '../chat.fixture';
import { gated } from '../spec-support/gated';
import { storyOf } from '../spec-support/story';

const CHATS = 50;
const AFFORDED = 3;
const MESSAGE = 'What is the price of this?';
/** Not above 16, so that no answer is cut short to be affordable. */
const MAX_OUTPUT = 16;
const model = { id: 'fixed', inputRate: 1, outputRate: 2, maxOutputTokens: MAX_OUTPUT };

const price = (await estimatePrompt([{ role: 'user', content: MESSAGE }])) + 2 * MAX_OUTPUT;
/** Enough for three and almost for a fourth. */
const rest = SEED % price;

describe.each(await enginesFor(import.meta.filename))(
  `a balance for three on $name (seed ${SEED})`,
  (engine) => {
    let host: ChatHost;
    beforeAll(async () => {
      const env = {
        SIGNUP_TOKENS: String(AFFORDED * price + rest),
        MAX_STREAMS_PER_USER: '1000',
      };
      host = await ChatHost.open(engine, env, [model]);
    });
    afterAll(() => host.close());

    it('lets exactly three of fifty sends at once reach the model', async () => {
      const person = await host.newPerson();
      const gate = gated(['word'], ['and ', 'the ', 'end']);
      host.model.script(gate.script);
      const watch = watchBalance(person.balance.bind(person));
      let decided = 0;
      const answers = Array.from({ length: CHATS }, async () => {
        const { events } = await person.begin({ message: MESSAGE });
        const received = [];
        for await (const event of events) {
          if (received.length === 0) decided += 1;
          received.push(event);
        }
        return storyOf(received);
      });
      await until('all fifty are decided', () => decided === CHATS);
      await until('three are with the model', () => host.model.open === AFFORDED);
      expect(await person.balance()).toMatchObject({
        balance: AFFORDED * price + rest,
        held: AFFORDED * price,
        available: rest,
      });
      gate.release();
      const ends = (await Promise.all(answers)).map(({ end, charged }) => `${end} ${charged}`);
      expect(ends.toSorted()).toEqual([
        ...Array<string>(AFFORDED).fill(`complete ${12 + 2 * 4}`),
        ...Array<string>(CHATS - AFFORDED).fill('insufficient_tokens 0'),
      ]);
      expect(host.model.requests).toHaveLength(AFFORDED);
      const left = AFFORDED * (price - 20) + rest;
      expect(await person.balance()).toMatchObject({ balance: left, held: 0, available: left });
      expect(Math.min(...(await watch.stop()))).toBeGreaterThanOrEqual(0);
      expect(await host.findings()).toEqual([]);
    });

    it('takes a balance of exactly the price, and not one of a token less', async () => {
      for (const left of [price, price - 1]) {
        const person = await host.newPerson();
        for (let now = AFFORDED * price + rest; now > left;) {
          // One word at two tokens; the rest is called the prompt. Never more than is held.
          const cost = Math.min(price, now - left);
          const usage = cost > 2 ? wireUsage(cost - 2, 1) : wireUsage(cost, 0);
          host.model.next(answering({ deltas: cost > 2 ? ['x'] : [], usage }));
          now = storyOf((await person.say(MESSAGE)).events).balanceAfter ?? Number.NaN;
        }
        const affordable = left === price;
        const quote = { balance: left, maxTokens: price, affordable };
        expect(await person.quote(MESSAGE)).toMatchObject(quote);
        host.model.script('normal');
        const { end } = storyOf((await person.say(MESSAGE)).events);
        expect(end).toBe(affordable ? 'complete' : 'insufficient_tokens');
      }
      expect(await host.findings()).toEqual([]);
    });
  },
);

/** Asks for the balance again and again, and answers all that was available. */
function watchBalance(ask: () => Promise<{ available: number }>) {
  const seen: number[] = [];
  let watching = true;
  const done = (async () => {
    while (watching) seen.push((await ask()).available);
  })();
  return {
    stop: async () => {
      watching = false;
      await done;
      return seen;
    },
  };
}
