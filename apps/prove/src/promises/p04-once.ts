import { answering } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { same } from '../promise';
import { SIGNUP_TOKENS } from '../settings';

const ANSWERS = 30;
const CALLERS = 8;

export const once: Promised = {
  id: 'P4',
  says: 'A hold is resolved exactly once, whoever comes first',
  async play(world) {
    world.model.script(answering({ deltas: Array(6).fill('word '), paceMs: 4 }));
    const customer = await world.newCustomer();
    const told = await Promise.all(
      Array.from({ length: ANSWERS }, async () => {
        const at = 1 + world.random.below(7);
        let [heard, stops]: [number, Promise<unknown>[]] = [0, []];
        const answer = await customer.ask({ message: 'Tell me something' }, (_, stream) => {
          heard += 1;
          if (heard !== at) return;
          stops = Array.from({ length: CALLERS }, () => customer.stop(stream.generationId));
        });
        await Promise.all(stops);
        return answer;
      }),
    );
    await world.nothingHeld([customer]);
    const charges = await customer.charges();
    const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
    const charged = told.map((each) => each.charged).filter((each) => each > 0);
    same('charges, told and stored', charges.toSorted(), charged.toSorted());
    const { balance } = await customer.balance();
    same('the balance', balance, SIGNUP_TOKENS - sum(charges));
    return `${ANSWERS} answers, each stopped ${CALLERS} times while it ended: ${charges.length} charges`;
  },
};
