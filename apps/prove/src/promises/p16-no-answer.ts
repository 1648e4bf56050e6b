import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { badModel, SIGNUP_TOKENS } from '../settings';

const TIMES = 5;
const REFUSALS = [429, 500, 502, 503, 'reset'] as const;

export const noAnswer: Promised = {
  id: 'P16',
  says: 'A model that does not answer costs nothing',
  async play(world) {
    let asked = 0;
    for (const refusal of REFUSALS) {
      world.model.script((call) => (refusal === 'reset' ? call.reset() : call.status(refusal)));
      const customer = await world.newCustomer();
      for (let n = 0; n < TIMES; n += 1) {
        const { end, charged } = await customer.ask({
          message: 'Tell me something',
          model: badModel(asked),
        });
        holds(`it says that the model failed: ${end}`, end.startsWith('model_'));
        same('the charge', charged, 0);
        asked += 1;
      }
      const { balance, held } = await customer.balance();
      same('balance and held', [balance, held], [SIGNUP_TOKENS, 0]);
    }
    return `${asked} answers refused by the model with ${REFUSALS.join(', ')}: 0 tokens`;
  },
};
