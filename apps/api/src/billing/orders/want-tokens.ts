import type { Order } from './order';

/** What {@link wantTokens} depends on. */
export type TokenFacts = Pick<
  Order,
  'tokens' | 'amount' | 'state' | 'refundedAmount' | 'disputeState'
>;

/**
 * How many tokens of an order should be in the ledger, by the facts alone: none before it is paid,
 * less the refunded share (rounded in the buyer's favour, all of it on a full refund), none while
 * a dispute has taken the money back. Between 0 and `tokens`.
 */
export function wantTokens(facts: TokenFacts): number {
  const { tokens, amount, state, refundedAmount, disputeState } = facts;
  if (state !== 'paid' || refundedAmount >= amount) return 0;
  if (disputeState === 'withdrawn' || disputeState === 'lost') return 0;
  const refunded = (BigInt(tokens) * BigInt(refundedAmount)) / BigInt(amount);
  return tokens - Number(refunded);
}
