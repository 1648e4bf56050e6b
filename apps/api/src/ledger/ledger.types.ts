import type { EntryKind, UsageSource, UsageType } from '@prome-dify/contracts';
import type { SystemAccount } from './accounts';

export type TransferKind = EntryKind;

/** What the usage history says about a transfer beside its amount. Rates are in thousandths. */
export interface UsageDetails {
  readonly type: UsageType;
  readonly conversationId?: string;
  readonly messageId?: string;
  readonly generationId?: string;
  readonly model?: string;
  readonly promptTokens?: number;
  readonly cachedTokens?: number;
  readonly completionTokens?: number;
  readonly inputRateMilli?: number;
  readonly cachedRateMilli?: number;
  readonly outputRateMilli?: number;
  readonly source?: UsageSource;
}

/** A movement between one user's account (or their debt) and a system account. */
export interface Movement {
  readonly userId: string;
  /** `debt` moves what the user owes instead of what they may spend. */
  readonly account: 'user' | 'debt';
  /** Whole tokens, not zero: above zero into the account, below zero out of it. */
  readonly delta: number;
  readonly counterparty: SystemAccount;
  readonly kind: TransferKind;
  /** A second movement with the same key is refused by the database. */
  readonly idemKey: string;
  readonly holdId?: string;
  readonly orderId?: string;
  /** The transfer that a correction gives back a part of. */
  readonly corrects?: string;
  /** How much of a correction is gift tokens. */
  readonly giftBack?: number;
  /** Held tokens that this movement sets free. */
  readonly release?: number;
  readonly usage: UsageDetails;
}

/** A movement that was written. */
export interface Posting {
  readonly transferId: string;
  readonly balanceAfter: number;
}

/** Tokens set aside for one request. */
export interface HoldRequest {
  readonly userId: string;
  readonly amount: number;
  /** Unique over all holds, so that one request can never hold twice. */
  readonly requestKey: string;
  readonly leaseMs: number;
}

/** What a correction gave back, in whole tokens. */
export interface Correction {
  readonly creditedBack: number;
  readonly balanceAfter: number;
}

/** How a hold ended. `uncollected` is what the answer cost above the held amount. */
export interface Settlement {
  readonly charged: number;
  readonly balanceAfter: number;
  readonly uncollected: number;
}
