import { uuidv7 } from 'uuidv7';
import type { Transaction } from '../../platform/database';
import { sql } from '../../platform/database';
import { SYSTEM_ACCOUNTS } from '../accounts';
import type { HoldRequest, Movement, Posting } from '../ledger.types';
import type { Postings } from '../postings';

export const CHAT = { type: 'chat' } as const;

/** For specs: a correction of the balance, below zero to take tokens away, or what `change` says. */
export function adjustment(
  userId: string,
  delta: number,
  change: Partial<Movement> = {},
): Movement {
  return {
    userId,
    account: 'user',
    delta,
    counterparty: SYSTEM_ACCOUNTS.adjustments,
    kind: 'adjust',
    idemKey: `adjust:${uuidv7()}`,
    usage: { type: 'adjustment' },
    ...change,
  };
}

/** For specs: a paid order and the tokens it is worth, in one transaction. */
export async function buy(
  tx: Transaction,
  postings: Postings,
  userId: string,
  tokens: number,
): Promise<Posting & { readonly orderId: string }> {
  const orderId = uuidv7();
  const now = Date.now();
  await tx.execute(sql`
    INSERT INTO checkout_order (id, user_id, package_id, package_name, tokens, amount, currency,
      state, paid_at, tokens_posted, post_seq, created_at, updated_at)
    VALUES (${orderId}, ${userId}, 'pack', 'Pack', ${tokens}, 999, 'usd',
      'paid', ${now}, ${tokens}, 1, ${now}, ${now})`);
  const posting = await postings.post(
    tx,
    adjustment(userId, tokens, {
      counterparty: SYSTEM_ACCOUNTS.purchases,
      kind: 'purchase',
      idemKey: `order:${orderId}:1`,
      orderId,
      usage: { type: 'purchase' },
    }),
  );
  return { ...posting, orderId };
}

/** For specs: a request to hold tokens for half a minute. */
export function holdOf(
  userId: string,
  amount: number,
  change: Partial<HoldRequest> = {},
): HoldRequest {
  return { userId, amount, requestKey: uuidv7(), leaseMs: 30_000, ...change };
}
