import { z } from 'zod';

/** What a checkout session says about its payment. */
export type SessionPayment = 'open' | 'processing' | 'paid' | 'failed' | 'expired';

/** A checkout session, as far as a purchase depends on it. */
export interface SessionFacts {
  readonly sessionId: string;
  /** From the metadata; absent when it is not one of our ids. */
  readonly orderId: string | undefined;
  readonly userId: string | null;
  readonly mode: string;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly paymentIntent: string | null;
  readonly payment: SessionPayment;
  /** Refunded so far; absent when the session was read without its charge. */
  readonly refundedAmount: number | undefined;
}

const id = z.string().regex(/^\w{1,255}$/);

const charge = z.object({ amount_refunded: z.number().int().min(0) });
const paymentIntent = z.object({
  id,
  status: z.string(),
  latest_charge: z.union([charge, z.string()]).nullish(),
});

const sessionSchema = z.object({
  id,
  mode: z.string().default('payment'),
  status: z.string().nullish(),
  payment_status: z.string(),
  amount_total: z.number().int().nullish(),
  currency: z.string().nullish(),
  client_reference_id: z.string().nullish(),
  metadata: z.object({ order_id: z.uuid().optional().catch(undefined) }).nullish(),
  payment_intent: z.union([id, paymentIntent]).nullish(),
});

/**
 * Reads a checkout session, fetched or from an event; `undefined` when it is not one.
 * @param eventType tells a failed delayed payment from one that is on its way
 */
export function sessionFacts(session: unknown, eventType?: string): SessionFacts | undefined {
  const parsed = sessionSchema.safeParse(session);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const intent = data.payment_intent ?? null;
  const expanded = typeof intent === 'object' ? intent : null;
  const latest = expanded?.latest_charge;
  return {
    sessionId: data.id,
    orderId: data.metadata?.order_id,
    userId: data.client_reference_id ?? null,
    mode: data.mode,
    amount: data.amount_total ?? null,
    currency: data.currency ?? null,
    paymentIntent: typeof intent === 'string' ? intent : (expanded?.id ?? null),
    payment: paymentOf(data.payment_status, data.status, expanded?.status, eventType),
    refundedAmount: typeof latest === 'object' ? latest?.amount_refunded : undefined,
  };
}

function paymentOf(
  paymentStatus: string,
  status: string | null | undefined,
  intentStatus: string | undefined,
  eventType: string | undefined,
): SessionPayment {
  if (paymentStatus === 'paid') return 'paid';
  if (status === 'expired' || eventType === 'checkout.session.expired') return 'expired';
  if (eventType === 'checkout.session.async_payment_failed') return 'failed';
  if (status !== 'complete') return 'open';
  return intentStatus === undefined || intentStatus === 'processing' ? 'processing' : 'failed';
}
