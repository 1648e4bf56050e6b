import { z } from 'zod';
import type { DisputeState } from '../orders/order';

/** A charge, as far as a purchase depends on it. */
export interface ChargeFacts {
  readonly chargeId: string;
  readonly paymentIntent: string | null;
  /** From the metadata of the payment; absent when it is not one of our ids. */
  readonly orderId: string | undefined;
  readonly currency: string;
  /** Refunded so far, in the smallest unit of `currency`. */
  readonly refundedAmount: number;
}

/** What an event says about a dispute. */
export interface DisputeFacts {
  readonly paymentIntent: string;
  readonly state: DisputeState;
  /** Seconds since 1970, by Stripe's clock. */
  readonly at: number;
}

const id = z.string().regex(/^\w{1,255}$/);
const reference = z.union([id, z.object({ id }).transform((object) => object.id)]);

const chargeSchema = z.object({
  id,
  payment_intent: reference.nullish(),
  currency: z.string(),
  amount_refunded: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  metadata: z.object({ order_id: z.uuid().optional().catch(undefined) }).nullish(),
});

/** Reads a charge, fetched or from an event; `undefined` when it is not one. */
export function chargeFacts(charge: unknown): ChargeFacts | undefined {
  const parsed = chargeSchema.safeParse(charge);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  return {
    chargeId: data.id,
    paymentIntent: data.payment_intent ?? null,
    orderId: data.metadata?.order_id,
    currency: data.currency,
    refundedAmount: data.amount_refunded,
  };
}

const refundSchema = z.object({ charge: reference });

/** The charge that a refund belongs to. */
export function chargeOfRefund(refund: unknown): string | undefined {
  return refundSchema.safeParse(refund).data?.charge;
}

const disputeSchema = z.object({ payment_intent: reference, status: z.string() });

/** Reads a dispute from its event; `undefined` when it is not one, or says nothing about money. */
export function disputeFacts(
  dispute: unknown,
  eventType: string,
  at: number,
): DisputeFacts | undefined {
  const parsed = disputeSchema.safeParse(dispute);
  const state = parsed.success ? disputeState(eventType, parsed.data.status) : undefined;
  if (!parsed.success || state === undefined) return undefined;
  return { paymentIntent: parsed.data.payment_intent, state, at };
}

/** A warning never takes money, so it never takes tokens either. */
function disputeState(eventType: string, status: string): DisputeState | undefined {
  if (status.startsWith('warning_')) return undefined;
  switch (eventType) {
    case 'charge.dispute.created':
      return 'open';
    case 'charge.dispute.funds_withdrawn':
      return 'withdrawn';
    case 'charge.dispute.funds_reinstated':
      return 'won';
    case 'charge.dispute.closed':
      return status === 'lost' ? 'lost' : 'won';
    default:
      return undefined;
  }
}
