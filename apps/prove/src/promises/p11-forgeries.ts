import { createHmac } from 'node:crypto';
import { ApiClient } from '@prome-dify/testing';
import type { Promised } from '../promise';
import { holds, same } from '../promise';
import { SIGNUP_TOKENS, WEBHOOK_SECRET } from '../settings';
import type { World } from '../world';

const ROUNDS = 40;

function sign(payload: string, secret: string, at: number): string {
  const mac = createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex');
  return `t=${at},v1=${mac}`;
}

/** Posts to the webhook as Stripe would; answers the status. */
async function post(world: World, payload: string, signature: string): Promise<number> {
  const headers = { 'stripe-signature': signature };
  const path = '/api/billing/webhook';
  return (await new ApiClient(world.url).call(path, { body: payload, headers })).status;
}

export const forgeries: Promised = {
  id: 'P11',
  says: 'A forged or old webhook does nothing',
  async play(world) {
    const { customer, sessionId } = await world.atCheckout();
    await world.stripe.payLater(sessionId);
    // What a thief would send: Stripe's own event of this checkout, but paid.
    const event = world.stripe.events().at(-1);
    const session = world.stripe.sessions().find(({ id }) => id === sessionId);
    const data = { object: { ...session, payment_status: 'paid' } };
    const now = Math.floor(Date.now() / 1000);
    const answers: number[] = [];
    for (let n = 0; n < ROUNDS; n += 1) {
      const payload = JSON.stringify({ ...event, id: `evt_forged${n}`, data });
      const signatures = [
        sign(payload, 'whsec_guessed', now),
        sign(payload, WEBHOOK_SECRET, now - 301 - n),
        sign(`${payload} `, WEBHOOK_SECRET, now),
        `t=${now},v1=${'0'.repeat(64)}`,
      ];
      for (const signature of signatures) answers.push(await post(world, payload, signature));
    }
    same('answers', [...new Set(answers)], [400]);
    same('the balance', (await customer.balance()).balance, SIGNUP_TOKENS);
    // Unaltered and signed as it should be, it is taken: the others failed by what was forged.
    const real = JSON.stringify(event);
    same('the answer to a real one', await post(world, real, sign(real, WEBHOOK_SECRET, now)), 200);
    await world.stripe.settle(sessionId, 'succeeded');
    const credited = (await customer.balance()).balance - SIGNUP_TOKENS;
    holds('what is paid then is credited', credited > 0);
    return `${answers.length} forgeries: all 400, nothing credited; the real one: ${credited} credited`;
  },
};
