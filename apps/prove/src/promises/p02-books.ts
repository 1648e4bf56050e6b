import { answering } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import type { World } from '../world';
import { SIGNUP_TOKENS } from '../settings';

const CUSTOMERS = 12;
const STEPS = 8;

/** One thing that a customer does: asks, asks and stops, asks and leaves, or buys. */
async function step(world: World, customer: Customer): Promise<void> {
  const manner = world.random.below(4);
  if (manner === 3) {
    const { body } = await customer.checkout();
    const session = world.stripe.sessions().find(({ url }) => url === body.url);
    await world.stripe.pay(session?.id ?? '');
    return;
  }
  let heard = 0;
  await customer.ask({ message: 'Tell me something' }, async (_, stream) => {
    heard += 1;
    if (heard === 3 && manner === 1) await customer.stop(stream.generationId);
    if (heard === 3 && manner === 2) stream.leave();
  });
}

/** Audits until the others are done; answers how often. */
async function auditsDuring(world: World, others: Promise<unknown>): Promise<number> {
  let [audits, isBusy] = [0, true];
  const over = () => (isBusy = false);
  others.then(over, over);
  while (isBusy) {
    const { isSound, says } = await world.audit();
    holds(`an audit meanwhile is clean: ${says}`, isSound);
    audits += 1;
  }
  return audits;
}

export const books: Promised = {
  id: 'P2',
  says: 'The sum of the ledger is the balance, always; tokens move in pairs',
  async play(world) {
    world.model.script(answering({ deltas: Array(8).fill('word '), paceMs: 3 }));
    const customers = await world.newCustomers(CUSTOMERS);
    const acting = Promise.all(
      customers.map(async (customer) => {
        for (let n = 0; n < STEPS; n += 1) await step(world, customer);
      }),
    );
    const [audits] = await Promise.all([auditsDuring(world, acting), acting]);
    await world.nothingHeld(customers);
    for (const customer of customers) {
      const lines = await customer.usage();
      const sum = lines.reduce((left, { tokensUsed }) => left - tokensUsed, 0);
      same('the balance and the sum of its history', (await customer.balance()).balance, sum);
      holds('the history begins with the gift', lines.at(-1)?.tokensUsed === -SIGNUP_TOKENS);
    }
    return `${CUSTOMERS} customers, ${CUSTOMERS * STEPS} random steps, ${audits} audits meanwhile`;
  },
};
