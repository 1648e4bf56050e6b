import { answering } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { same } from '../promise';

const STREAMS = 20;
const WORDS = Array.from({ length: 30 }, (_, n) => `word${n} é😀 `);

export const resume: Promised = {
  id: 'P17',
  says: 'A connection that breaks is resumed without a gap or a repeat, for one charge',
  async play(world) {
    world.model.script(answering({ deltas: WORDS, paceMs: 4 }));
    const customers = await world.newCustomers(4);
    let cuts = 0;
    await Promise.all(
      customers.map(async (customer) => {
        for (let n = 0; n < STREAMS / customers.length; n += 1) {
          const cutAfter = () => 2 + world.random.below(8);
          let [heard, at] = [0, cutAfter()];
          const leaveThen = (_: unknown, stream: { leave(): void }) => {
            heard += 1;
            if (heard === at) stream.leave();
          };
          let told = await customer.ask({ message: 'Tell me something' }, leaveThen);
          let [text, last] = [told.text, told.lastId];
          while (told.end === '') {
            cuts += 1;
            [heard, at] = [0, cutAfter()];
            told = await customer.resume(told.generationId, last, leaveThen);
            text += told.text;
            last = Math.max(last, told.lastId);
          }
          same('the text, put together', text, WORDS.join(''));
        }
      }),
    );
    const charges = await Promise.all(customers.map((customer) => customer.charges()));
    same('charges', charges.flat().length, STREAMS);
    return `${STREAMS} answers cut ${cuts} times: every text whole, ${STREAMS} charges`;
  },
};
