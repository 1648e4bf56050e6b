import { answering, until, wireUsage } from '@prome-dify/testing';
import type { Customer } from '../customer';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { SIGNUP_TOKENS } from '../settings';
import type { World } from '../world';

/** Spends tokens until only `left` are there. */
async function spendTo(left: number, world: World, customer: Customer): Promise<void> {
  for (;;) {
    const { balance } = await customer.balance();
    if (balance <= left) return;
    const cost = Math.min(200, balance - left);
    world.model.next(answering({ deltas: ['x'], usage: wireUsage(cost - 1, 1) }));
    const { charged } = await customer.ask({ message: 'Tell me something' });
    holds('something is charged', charged > 0);
  }
}

/** Waits until a balance is so; says what it is instead. */
async function becomes(expected: number, customer: Customer): Promise<void> {
  const is = async () => (await customer.balance()).balance;
  await until('', async () => (await is()) === expected).catch(() => undefined);
  same('the balance', await is(), expected);
}

/** Disputes of what is not spent: the bank takes the money, and may give it back. */
async function disputes(world: World, bought: number): Promise<void> {
  for (const verdict of ['won', 'lost'] as const) {
    const [buyer] = await world.buyers(1);
    if (!buyer) return;
    const { customer, sessionId } = buyer;
    await becomes(SIGNUP_TOKENS + bought, customer);
    await world.stripe.dispute(sessionId);
    await becomes(SIGNUP_TOKENS, customer);
    await world.stripe.closeDispute(sessionId, verdict);
    await becomes(verdict === 'won' ? SIGNUP_TOKENS + bought : SIGNUP_TOKENS, customer);
  }
}

export const refunds: Promised = {
  id: 'P13',
  says: 'A refund takes the tokens back, never below zero; what was spent is owed and repaid first',
  async play(world) {
    const { customer, sessionId } = await world.atCheckout();
    await world.stripe.pay(sessionId);
    const bought = (await customer.balance()).balance - SIGNUP_TOKENS;
    await spendTo(100, world, customer);
    const before = await customer.balance();
    await world.refund(sessionId);
    await until('it is taken back', async () => (await customer.balance()).debt > 0);
    const after = await customer.balance();
    same('balance and debt', [after.balance, after.debt], [0, bought - before.balance]);
    const refused = await customer.ask({ message: 'Tell me something' });
    same('an answer while something is owed', refused.end, 'insufficient_tokens');
    await customer.checkout();
    await world.stripe.pay(world.stripe.sessions().at(-1)?.id ?? '');
    await until('the next purchase repays', async () => (await customer.balance()).debt === 0);
    const paid = await customer.balance();
    same('what is left of the next purchase', paid.balance, bought - after.debt);
    await disputes(world, bought);
    return `${bought} bought, ${before.balance} left, refunded: ${after.debt} owed, spending blocked, the next purchase left ${paid.balance}; a dispute won and one lost as well`;
  },
};
