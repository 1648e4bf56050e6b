import type { Queries } from '../../../platform/database';
import { sql } from '../../../platform/database';
import type { OrderEntry } from './book-entries';

/**
 * All orders made since `from` (milliseconds since 1970).
 * @param sessionPrefix tells orders of this key's mode from those of Stripe's other one
 */
export function readOurBook(
  queries: Queries,
  from: number,
  sessionPrefix: string,
): Promise<OrderEntry[]> {
  return queries.rows<OrderEntry>(sql`
    SELECT id, state, payment_intent AS "paymentIntent", amount, currency,
      refunded_amount AS "refundedAmount", dispute_state AS "disputeState", tokens,
      tokens_posted AS "tokensPosted", created_at AS "createdAt"
    FROM checkout_order
    WHERE created_at >= ${from} AND (session_id IS NULL OR session_id LIKE ${`${sessionPrefix}%`})
    ORDER BY created_at, id`);
}
