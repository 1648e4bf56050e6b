import type { Promised } from '../promise';
import { same } from '../promise';
import { SIGNUP_TOKENS } from '../settings';
import type { Buyer, World } from '../world';

const BUYERS = 8;
const PRICE = 999;
const TOKENS = 1_000;
const REFUNDED = 300;

/** What happens to one payment at Stripe, which tells us nothing by itself meanwhile. */
async function happenings(world: World, { sessionId }: Buyer) {
  const { stripe } = world;
  await stripe.payLater(sessionId);
  return [
    () => stripe.settle(sessionId, 'succeeded'),
    () => world.refund(sessionId, REFUNDED),
    () => stripe.dispute(sessionId),
    () => stripe.closeDispute(sessionId, 'won'),
  ];
}

/** Plays all with events late, doubled and in any order; answers how many were delivered. */
async function payment(world: World, buyer: Buyer): Promise<number> {
  const before = world.stripe.events().length;
  const told = () => world.random.shuffled(world.stripe.events().slice(before));
  let delivered = 0;
  const deliver = async (ids: readonly { id: string }[]) => {
    for (const { id } of ids) {
      same('the answer to a delivery', (await world.stripe.redeliver(id)).status, 200);
      delivered += 1;
    }
  };
  for (const happens of await happenings(world, buyer)) {
    await happens();
    if (world.random.below(2) === 0) await deliver(told().slice(0, 1 + world.random.below(3)));
    await buyer.customer.ask({ message: 'Tell me something' });
  }
  await deliver([...told(), ...told()]);
  return delivered;
}

export const order: Promised = {
  id: 'P8',
  says: 'In which order Stripe tells of a payment makes no difference',
  async play(world) {
    world.stripe.dropWebhooks(true);
    // What is left of the purchase, rounded in favour of the buyer.
    const left = TOKENS - Math.floor((TOKENS * REFUNDED) / PRICE);
    let delivered = 0;
    for (let n = 0; n < BUYERS; n += 1) {
      const buyer = await world.atCheckout();
      delivered += await payment(world, buyer);
      const { balance, debt } = await buyer.customer.balance();
      const spent = (await buyer.customer.charges()).reduce((sum, each) => sum + each, 0);
      same('balance less debt', balance - debt, SIGNUP_TOKENS + left - spent);
    }
    return `${BUYERS} payments, paid late, refunded in part, disputed and won; ${delivered} deliveries in random order: ${left} of ${TOKENS} tokens left of each`;
  },
};
