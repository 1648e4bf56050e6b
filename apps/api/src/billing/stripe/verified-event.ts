import Stripe from 'stripe';
import { z } from 'zod';
import { ProblemError } from '../../platform/http';

/** Seconds that a signature's time may differ from ours, in either direction. */
const TOLERANCE_S = 300;

const eventSchema = z.object({
  id: z.string().regex(/^[\w.:-]{1,255}$/),
  object: z.literal('event').optional(),
  type: z.string().regex(/^[\w.]{1,100}$/),
  created: z.number().int().min(0).max(9_999_999_999).optional(),
  livemode: z.boolean().default(false),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});

/** An event that Stripe has signed, with the text it came in. */
export interface VerifiedEvent {
  readonly id: string;
  readonly type: string;
  /** Seconds since 1970, by Stripe's clock. */
  readonly created: number;
  readonly livemode: boolean;
  /** What the event is about, as it was then; its shape is not checked yet. */
  readonly object: Readonly<Record<string, unknown>>;
  readonly payload: string;
}

/**
 * Checks signature, time and shape of a webhook.
 * @throws ProblemError `webhook_invalid`, whatever is wrong with it
 */
export function verifiedEvent(
  body: Buffer,
  signature: string | undefined,
  secret: string,
): VerifiedEvent {
  try {
    if (signature === undefined) throw new ProblemError('webhook_invalid');
    assertNotFromFuture(signature);
    const event = Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_S);
    return checkedEvent(event, body.toString('utf8'));
  } catch {
    throw new ProblemError('webhook_invalid');
  }
}

/**
 * Reads an event from the text in which it was stored.
 * @throws when it has not the shape of an event
 */
export function storedEvent(payload: string): VerifiedEvent {
  return checkedEvent(JSON.parse(payload), payload);
}

function checkedEvent(value: unknown, payload: string): VerifiedEvent {
  const event = eventSchema.parse(value);
  const created = event.created ?? Math.floor(Date.now() / 1000);
  const { id, type, livemode, data } = event;
  return { id, type, created, livemode, object: data.object, payload };
}

/** The library refuses old signatures only; one from the future could be replayed for long. */
function assertNotFromFuture(signature: string): void {
  const times = signature.split(',').filter((part) => part.startsWith('t='));
  const latest = Math.max(...times.map((part) => Number(part.slice(2))));
  const isNear = latest <= Date.now() / 1000 + TOLERANCE_S;
  if (!isNear) throw new ProblemError('webhook_invalid');
}
