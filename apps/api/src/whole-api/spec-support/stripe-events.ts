import Stripe from 'stripe';
import type { Chance } from '../../chat/simulation/spec-support/chance';
import { WEBHOOK_SECRET } from '../../billing/shop.fixture';
import { hostileValue } from './spoiling';

const TYPES = [
  ...['checkout.session.completed', 'checkout.session.expired', 'charge.refunded'],
  ...['checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed'],
  ...['refund.updated', 'refund.failed', 'charge.dispute.created', 'charge.dispute.closed'],
  ...['customer.created', 'payment_intent.succeeded', 'v2.core.event', 'checkout.session.'],
];

/** The text of an event as Stripe might tell it, with a member or two that are not as they should. */
export function randomEvent(chance: Chance, sessions: readonly Stripe.Checkout.Session[]): string {
  const session = chance.pick(sessions);
  const { payment_intent: payment } = session;
  const objects: readonly object[] = [
    session,
    { ...session, status: 'complete', payment_status: 'paid', payment_intent: 'pi_1' },
    { id: 'ch_1', object: 'charge', payment_intent: payment, amount: 999, amount_refunded: 999 },
    { id: 're_1', object: 'refund', charge: 'ch_1', payment_intent: payment, status: 'failed' },
    { id: 'dp_1', object: 'dispute', payment_intent: payment, status: 'lost', amount: 999 },
  ];
  const event: Record<string, unknown> = {
    id: `evt_${chance.between(1, 10_000)}`,
    object: 'event',
    type: chance.pick(TYPES),
    created: Math.floor(Date.now() / 1000),
    livemode: false,
    data: { object: spoiled(chance, { ...chance.pick(objects) }) },
  };
  return JSON.stringify(chance.happens(0.3) ? spoiled(chance, event) : event);
}

/** The header with which Stripe signs a text. */
export function signed(payload: string): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret: WEBHOOK_SECRET });
}

function spoiled(chance: Chance, object: object): object {
  const members: Record<string, unknown> = { ...object };
  const names = Object.keys(members);
  const times = chance.between(0, 2);
  for (let time = 0; time < times; time += 1) members[chance.pick(names)] = hostileValue(chance);
  return members;
}
