import { until } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { gate } from '../gate';

const AT_ONCE = 300;
const EXPECTED = ['complete', 'insufficient_tokens'];

export const ceiling: Promised = {
  id: 'P1',
  says: 'Nobody can spend more than they have, with however many requests at once',
  async play(world) {
    const customer = await world.newCustomer();
    const request = { message: 'What is the price of this?', model: 'dear' };
    const { maxTokens, balance } = await customer.quote(request);
    const affordable = Math.floor(balance / maxTokens);
    const gated = gate();
    world.model.script(gated.script);
    let decided = 0;
    const answers = Array.from({ length: AT_ONCE }, () => {
      let isFirst = true;
      return customer.ask(request, () => {
        if (isFirst) decided += 1;
        isFirst = false;
      });
    });
    await until('all are decided', () => decided === AT_ONCE, 30_000);
    const during = await customer.balance();
    gated.open();
    const told = await Promise.all(answers);
    const done = told.filter(({ end }) => end === 'complete').length;
    const refused = told.filter(({ end }) => end === 'insufficient_tokens').length;
    const others = told.map(({ end }) => end).filter((end) => !EXPECTED.includes(end));
    same(
      'answers, refusals and other ends',
      [done, refused, others],
      [affordable, AT_ONCE - affordable, []],
    );
    same('tokens held meanwhile', during.held, affordable * maxTokens);
    same('calls of the model', world.model.requests.length, affordable);
    const after = await customer.balance();
    holds('the balance is not below zero', after.balance >= 0 && after.held === 0);
    return `${AT_ONCE} at once, tokens for ${affordable}: ${done} answered, ${refused} refused, ${world.model.requests.length} calls of the model`;
  },
};
