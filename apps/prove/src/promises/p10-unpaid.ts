import type { Promised } from '../promise';
import { same } from '../promise';
import { SIGNUP_TOKENS } from '../settings';

export const unpaid: Promised = {
  id: 'P10',
  says: 'Nothing is credited that was not paid',
  async play(world) {
    const { stripe } = world;
    const ways: readonly (readonly [string, (sessionId: string) => Promise<unknown>])[] = [
      ['left', () => Promise.resolve()],
      ['declined', (id) => stripe.decline(id)],
      ['still on its way', (id) => stripe.payLater(id)],
      ['failed later', (id) => stripe.payLater(id).then(() => stripe.settle(id, 'failed'))],
    ];
    for (const [, way] of ways) {
      const { customer, sessionId } = await world.atCheckout();
      await way(sessionId);
      await customer.confirm(sessionId);
      same('the balance', (await customer.balance()).balance, SIGNUP_TOKENS);
    }
    const { customer, sessionId } = await world.atCheckout();
    const other = await world.newCustomer();
    await stripe.pay(sessionId);
    same("somebody else's confirmation", (await other.confirm(sessionId)).status, 404);
    same("somebody else's balance", (await other.balance()).balance, SIGNUP_TOKENS);
    same('the buyer’s purchases', (await customer.purchases())[0]?.state, 'paid');
    return `${ways.map(([what]) => what).join(', ')}, somebody else’s: 0 credits`;
  },
};
