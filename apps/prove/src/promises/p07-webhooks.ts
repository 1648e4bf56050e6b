import type { Promised } from '../promise';
import { same } from '../promise';

const PAYMENTS = 10;
const DELIVERIES = 5;

export const webhooks: Promised = {
  id: 'P7',
  says: 'A payment is credited once, whatever Stripe delivers how often and in which order',
  async play(world) {
    const before = world.stripe.events().length;
    world.stripe.dropWebhooks(true);
    const buyers = await world.buyers(PAYMENTS);
    world.stripe.dropWebhooks(false);
    const events = world.stripe.events().slice(before);
    const deliveries = world.random.shuffled(
      Array(DELIVERIES).fill(events).flat() as typeof events,
    );
    const statuses = await Promise.all([
      ...deliveries.map(async ({ id }) => (await world.stripe.redeliver(id)).status),
      ...buyers.map(async ({ customer, sessionId }) => (await customer.confirm(sessionId)).status),
    ]);
    same('answers to deliveries and confirmations', [...new Set(statuses)], [200]);
    for (const { customer } of buyers) {
      const bought = (await customer.usage()).filter(({ type }) => type === 'purchase');
      same('credits of one payment', bought.length, 1);
    }
    return `${PAYMENTS} payments, ${deliveries.length} deliveries in random order beside ${PAYMENTS} confirmations: ${PAYMENTS} credits`;
  },
};
