import { estimateTokens } from './estimate';
import { answering } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds, same } from '../promise';

const ANSWERS = 24;
const DELTAS = 12;

export const delivered: Promised = {
  id: 'P14',
  says: 'Who stops an answer pays for what was delivered, and for no more',
  async play(world) {
    world.model.script(answering({ deltas: Array(DELTAS).fill('word '), paceMs: 5, usage: null }));
    const customer = await world.newCustomer();
    const request = { message: 'Tell me something' };
    const { promptTokens, maxTokens } = await customer.quote(request);
    let tokens = 0;
    for (let n = 0; n < ANSWERS; n += 1) {
      let heard = 0;
      const at = 2 + (n % DELTAS);
      const told = await customer.ask(request, async (_, { generationId }) => {
        heard += 1;
        if (heard === at) await customer.stop(generationId);
      });
      holds('it is stopped or complete', ['stopped', 'complete'].includes(told.end));
      same('the charge', told.charged, promptTokens + estimateTokens(told.text));
      holds('it is at most what was held', told.charged <= maxTokens);
      tokens += told.charged;
    }
    return `${ANSWERS} answers stopped after 1 to ${DELTAS} words: ${tokens} tokens, each the prompt and its text`;
  },
};
