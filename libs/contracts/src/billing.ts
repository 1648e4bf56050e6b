import type { UsageSource } from './chat-events';
import type { Page } from './page';

/** A package of tokens for sale. */
export interface PackageView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tokens: number;
  /** Price in US cents. */
  readonly priceUsd: number;
  /** The price in the Stripe dashboard; `null` when the price is sent along with the checkout. */
  readonly stripePriceId: string | null;
  readonly active: boolean;
  readonly createdAt: string;
}

/** How payments work here: `live` moves money, `test` is Stripe's test mode, `emulator` our own stand-in. */
export type PaymentMode = 'live' | 'test' | 'emulator' | 'off';

/** Answer of `GET /api/billing/packages`. */
export interface PackagesAnswer {
  readonly packages: readonly PackageView[];
  readonly mode: PaymentMode;
}

/** Body of `POST /api/billing/checkout`. */
export interface CheckoutRequest {
  readonly packageId: string;
}

/** Answer of `POST /api/billing/checkout`: where the browser goes to pay. */
export interface CheckoutAnswer {
  readonly url: string;
}

/** Answer of `GET /api/billing/balance`, and the data of each `balance` event of its stream. */
export interface BalanceView {
  /** Settled tokens. */
  readonly balance: number;
  /** Set aside for answers that are being generated. */
  readonly held: number;
  /** `balance - held`. */
  readonly available: number;
  /** The part of `balance` that was given and not bought; it is spent first. */
  readonly gift: number;
  /** What a refund took beyond the balance. While there is any, nothing can be spent. */
  readonly debt: number;
}

export type PurchaseState = 'pending' | 'processing' | 'paid' | 'failed' | 'expired' | 'review';

/** Whether the buyer's bank disputes a payment, and how it decided. `lost`: the buyer has the money. */
export type PurchaseDispute = 'none' | 'open' | 'won' | 'lost';

export interface PurchaseView {
  readonly id: string;
  readonly packageId: string;
  readonly packageName: string;
  readonly tokens: number;
  /** What was asked for, in the smallest unit of `currency`. */
  readonly amount: number;
  readonly currency: string;
  readonly state: PurchaseState;
  /** Tokens of this purchase that are in the balance now. */
  readonly tokensCredited: number;
  /** Given back so far, in the smallest unit of `currency`. */
  readonly refundedAmount: number;
  readonly dispute: PurchaseDispute;
  /** Whether `GET /api/billing/purchases/:id/receipt` may know one. */
  readonly hasReceipt: boolean;
  readonly createdAt: string;
}

/** Answer of `GET /api/billing/purchases/:id/receipt`: the page of Stripe's that shows it. */
export interface PurchaseReceiptAnswer {
  readonly url: string;
}

/** Answer of `GET /api/billing/purchases`, newest first. */
export interface PurchasesAnswer extends Page {
  readonly purchases: readonly PurchaseView[];
}

/** Answer of `GET /api/billing/purchases/:id` and of `POST /api/billing/checkout/:sessionId/confirm`. */
export interface PurchaseAnswer {
  readonly purchase: PurchaseView;
  readonly balance: number;
}

/** Why the balance changed. */
export type UsageType = 'chat' | 'purchase' | 'grant' | 'refund' | 'adjustment';

/** One line of the usage history. `tokensUsed` is positive for tokens spent, negative for tokens added. */
export interface UsageView {
  readonly id: string;
  readonly userId: string;
  readonly conversationId: string | null;
  readonly tokensUsed: number;
  readonly balanceAfter: number;
  readonly type: UsageType;
  readonly createdAt: string;
}

/** Answer of `GET /api/billing/usage?limit=&from=&to=&type=`, newest first. */
export interface UsageAnswer extends Page {
  readonly usage: readonly UsageView[];
}

/** What the sums of a usage summary are about. */
export type UsageGrouping = 'day' | 'model' | 'conversation';

/** What one day, model or conversation used. */
export interface UsageSum {
  /** The day (`2026-01-31`, UTC), the model, or the id of the conversation; `null` for none. */
  readonly key: string | null;
  /** The title of a conversation; `null` when it is deleted, and for all that has none. */
  readonly title: string | null;
  /** How many changes of the balance are in the sum. */
  readonly changes: number;
  readonly spent: number;
  readonly added: number;
  /** Of a day only: what went to which model, dearest first; together `spent`. */
  readonly models?: readonly UsageOfModel[];
}

/** A part of a sum; `model` is `null` for what was spent without one. */
export interface UsageOfModel {
  readonly model: string | null;
  readonly spent: number;
}

/** Answer of `GET /api/billing/usage/summary?by=&from=&to=&type=`. */
export interface UsageSummaryAnswer {
  readonly by: UsageGrouping;
  /** First and last day, UTC. */
  readonly from: string;
  readonly to: string;
  /** Days from the first to the last; models and conversations by tokens spent, the first 50. */
  readonly sums: readonly UsageSum[];
  /** Of everything in these days, also of what is not among `sums`. */
  readonly total: Pick<UsageSum, 'changes' | 'spent' | 'added'>;
}

/** Kinds of upstream tokens that are priced apart; each token is in one class only. */
export type TokenClass = 'input' | 'cached_input' | 'output';

/** One line of a receipt: `amount = tokens × rate`, exact, in balance tokens. */
export interface ReceiptLine {
  readonly class: TokenClass;
  readonly tokens: number;
  /** Balance tokens per upstream token, as agreed when the answer began. */
  readonly rate: number;
  readonly amount: number;
}

/** Answer of `GET /api/messages/:id/receipt`: how the charge of an answer came about. */
export interface ReceiptAnswer {
  readonly messageId: string;
  readonly conversationId: string;
  readonly model: string;
  /** Who counted: the model's provider, or we, because it gave no count. */
  readonly source: UsageSource;
  readonly lines: readonly ReceiptLine[];
  /** The sum of the lines, before it is rounded up. */
  readonly total: number;
  /** What was charged: the total rounded up, but never more than was held. */
  readonly charge: number;
  /** What of the charge was given back later, when the provider counted less. */
  readonly creditedBack: number;
  readonly balanceAfter: number;
  /** The entry of the ledger that moved the tokens. */
  readonly entryId: string;
  readonly createdAt: string;
}

/** What a user wants to spend at the most, in whole tokens from 1; `null` is no limit. */
export interface SpendingLimits {
  /** On one answer, with its prompt. */
  readonly perAnswer: number | null;
  /** On all answers of one day, by the clock of UTC. */
  readonly perDay: number | null;
}

/** Answer of `GET` and `PUT /api/billing/limits`. */
export interface SpendingLimitsAnswer {
  readonly limits: SpendingLimits;
  readonly spentToday: number;
  /** When the next day begins. */
  readonly dayEndsAt: string;
}

/** What moved the tokens of a ledger entry. */
export type EntryKind =
  'grant' | 'purchase' | 'clawback' | 'restore' | 'usage' | 'correction' | 'debt_repaid' | 'adjust';

/** One entry of a user's own account: a movement, chained to the one before it by its hash. */
export interface EntryView {
  readonly id: string;
  /** 1, 2, 3 …, without a gap. */
  readonly version: number;
  readonly kind: EntryKind;
  /** What this entry was written for; there is never a second one with the same key. */
  readonly idemKey: string;
  readonly debitAccount: string;
  readonly creditAccount: string;
  /** Whole tokens: above zero into the account, below zero out of it. */
  readonly amount: number;
  readonly balanceAfter: number;
  /** The part of `balanceAfter` that was given and not bought. */
  readonly giftAfter: number;
  /** Hash of the entry before; empty for the first. */
  readonly previousHash: string;
  /**
   * SHA-256, hex, of `previousHash|idemKey|kind|debitAccount|creditAccount|amount|version|`
   * `balanceAfter|giftAfter|createdAt`, the amount without its sign and the time in epoch milliseconds.
   */
  readonly hash: string;
  readonly createdAt: string;
}

/** Answer of `GET /api/billing/ledger?limit=&cursor=`, newest first. */
export interface EntriesAnswer extends Page {
  readonly entries: readonly EntryView[];
}

/** Answer of `GET /api/billing/ledger/verify`: the whole chain of the user's account, checked. */
export interface LedgerProof {
  readonly sound: boolean;
  /** How many entries were checked. */
  readonly entries: number;
  /** The balance that the entries add up to. */
  readonly balance: number;
  /** Hash of the newest entry; keep it, and nobody can change what came before unseen. */
  readonly head: string;
  /** What is wrong, in words; empty when the chain is sound. */
  readonly problems: readonly string[];
}
