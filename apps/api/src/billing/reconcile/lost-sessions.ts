import { Injectable } from '@nestjs/common';
import type { Order } from '../orders/order';
import type { Span } from '../stripe/stripe-lists';
import { StripeGateway } from '../stripe/stripe-gateway';

/** A session is opened within so long after its order, or not at all. */
const OPENED_WITHIN_S = 2 * 3_600;
const CLOCKS_DIFFER_S = 60;
/** No more are looked through for orders of one time. */
const SESSIONS_MAX = 10_000;

/** The session of each order by the order's id: `null` when there is none, absent when unknown. */
export type FoundSessions = ReadonlyMap<string, string | null>;

/** Finds the checkouts of orders whose process ended before it could note them. */
@Injectable()
export class LostSessions {
  constructor(private readonly stripe: StripeGateway) {}

  /**
   * Looks through what was opened after these orders were made, for Stripe cannot search by
   * metadata; once for all orders of about the same time.
   */
  async find(orders: readonly Order[], signal: AbortSignal): Promise<FoundSessions> {
    const found = new Map<string, string | null>();
    for (const near of ofOneTime(orders)) {
      const isComplete = await this.search(near, found, signal);
      if (!isComplete) continue;
      for (const { id } of near) if (!found.has(id)) found.set(id, null);
    }
    return found;
  }

  /** Answers whether everything was looked through, or all was found before. */
  private async search(
    orders: readonly Order[],
    found: Map<string, string | null>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const wanted = new Set(orders.map(({ id }) => id));
    let seen = 0;
    for await (const page of this.stripe.lists.sessions(spanOf(orders))) {
      signal.throwIfAborted();
      for (const { id, metadata } of page) {
        const orderId = metadata?.['order_id'] ?? '';
        if (wanted.delete(orderId)) found.set(orderId, id);
      }
      seen += page.length;
      if (wanted.size === 0) return true;
      if (seen >= SESSIONS_MAX) return false;
    }
    return true;
  }
}

/** Groups of orders that were made so near to each other that what is looked through overlaps. */
function ofOneTime(orders: readonly Order[]): Order[][] {
  const groups: Order[][] = [];
  for (const order of orders.toSorted((a, b) => a.createdAt - b.createdAt)) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    const isNear = before && order.createdAt - before.createdAt < OPENED_WITHIN_S * 1000;
    if (group && isNear) group.push(order);
    else groups.push([order]);
  }
  return groups;
}

function spanOf(orders: readonly Order[]): Span {
  const times = orders.map(({ createdAt }) => Math.floor(createdAt / 1000));
  return {
    from: Math.min(...times) - CLOCKS_DIFFER_S,
    to: Math.max(...times) + OPENED_WITHIN_S,
  };
}
