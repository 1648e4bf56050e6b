import type { Promised } from '../promise';
import { holds, same } from '../promise';

const ROUNDS = 8;
const CLICKS = 6;

export const oneSession: Promised = {
  id: 'P12',
  says: 'A purchase that is tried again is one purchase',
  async play(world) {
    const before = world.stripe.sessions().length;
    for (let n = 0; n < ROUNDS; n += 1) {
      const customer = await world.newCustomer();
      const key = { 'idempotency-key': `purchase-${n}` };
      if (n % 2 === 1)
        world.stripe.failNext({ kind: 500, method: 'POST', path: /sessions/, times: 1 });
      const clicks = await Promise.all(
        Array.from({ length: CLICKS }, () => customer.checkout(key)),
      );
      const last = await customer.checkout(key);
      const urls = [...clicks, last].map(({ body }) => body.url).filter(Boolean);
      holds(
        'an address or a clear refusal',
        clicks.every(({ status }) => status === 200 || status >= 502),
      );
      same('addresses', new Set(urls).size, 1);
      world.stripe.calm();
    }
    same('checkouts', world.stripe.sessions().length - before, ROUNDS);
    return `${ROUNDS} purchases, ${ROUNDS * (CLICKS + 1)} requests, every second one through a failing Stripe: ${ROUNDS} checkouts`;
  },
};
