import { until } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { GRACE_MS } from '../settings';

const CUSTOMERS = 6;
const ANSWERS = 60;

export const abandoned: Promised = {
  id: 'P5',
  says: 'No hold outlives its request: who just goes away gets the rest back by itself',
  async play(world) {
    world.model.script('slow');
    const customers = await world.newCustomers(CUSTOMERS);
    const leave = (customer: Customer) => {
      const at = 1 + world.random.below(4);
      let heard = 0;
      return customer.ask({ message: 'Tell me something' }, ({ event }, stream) => {
        // Before the first word nothing was delivered, and nothing is charged.
        if (event === 'answer') heard += 1;
        if (heard === at) stream.leave();
      });
    };
    const each = ANSWERS / CUSTOMERS;
    await Promise.all(
      customers.flatMap((customer) => Array.from({ length: each }, () => leave(customer))),
    );
    const started = performance.now();
    await world.nothingHeld(customers);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    await until('the model is left alone', () => world.model.open === 0);
    const charges = (await Promise.all(customers.map((customer) => customer.charges()))).flat();
    same('charges', charges.length, ANSWERS);
    holds(
      'each is more than nothing',
      charges.every((charge) => charge > 0),
    );
    return `${ANSWERS} answers left while they were told: nothing held ${seconds} s after the last, a grace of ${GRACE_MS} ms included`;
  },
};
