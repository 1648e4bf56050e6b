import { until } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { same } from '../promise';

const PAYMENTS = 10;

export const noWebhooks: Promised = {
  id: 'P9',
  says: 'What is paid is credited even if Stripe never tells',
  async play(world) {
    const before = world.stripe.events().length;
    world.stripe.dropWebhooks(true);
    const buyers = await world.buyers(PAYMENTS);
    // Half of them come back to the page after paying; the others close the window.
    for (const { customer, sessionId } of buyers.slice(0, PAYMENTS / 2)) {
      same('the confirmation', (await customer.confirm(sessionId)).status, 200);
      const bought = (await customer.usage()).filter(({ type }) => type === 'purchase');
      same('credits after it', bought.length, 1);
    }
    const started = performance.now();
    const credits = async () => {
      const bought = await Promise.all(
        buyers.map(async ({ customer }) => {
          return (await customer.usage()).filter(({ type }) => type === 'purchase').length;
        }),
      );
      return bought;
    };
    await until('all are credited', async () => (await credits()).every((n) => n > 0), 30_000);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    world.stripe.dropWebhooks(false);
    for (const { id } of world.stripe.events().slice(before)) await world.stripe.redeliver(id);
    same(
      'credits, also after the late events',
      await credits(),
      buyers.map(() => 1),
    );
    return `${PAYMENTS} payments without a webhook: ${PAYMENTS / 2} credited by coming back, the others ${seconds} s later, and not again by late events`;
  },
};
