import type { Account } from '../entities/account';
import type { Hold } from '../entities/hold';
import type { Transfer } from '../entities/transfer';
import type { UsageEvent } from '../entities/usage-event';
import { NOW } from './moment';

// Complete, valid rows of the ledger; rows of different `n` share no unique value.

/** The account on the other side of every sample transfer. */
export const SYSTEM_ACCOUNT = 'sys:usage';

export const account = (n: number): Account => ({
  id: `account-${n}`,
  kind: 'user',
  userId: `user-${n}`,
  posted: 1_000,
  held: 100,
  gift: 200,
  answerLimit: null,
  dailyLimit: null,
  version: 1,
  lastHash: `hash-${n}`,
  restricted: false,
});

export const hold = (n: number): Hold => ({
  id: `hold-${n}`,
  accountId: `account-${n}`,
  requestKey: `request-${n}`,
  amount: 100,
  settled: null,
  status: 'pending',
  owner: 'process-1',
  leaseUntil: NOW,
  createdAt: NOW,
  resolvedAt: null,
});

export const transfer = (n: number): Transfer => ({
  id: `transfer-${n}`,
  idemKey: `settle:hold-${n}`,
  kind: 'usage',
  debitAccount: `account-${n}`,
  creditAccount: SYSTEM_ACCOUNT,
  amount: 40,
  holdId: `hold-${n}`,
  orderId: null,
  corrects: null,
  ownerAccount: `account-${n}`,
  ownerVersion: 1,
  balanceAfter: 960,
  giftAfter: 160,
  prevHash: '',
  hash: `hash-${n}`,
  createdAt: NOW,
});

export const usageEvent = (n: number): UsageEvent => ({
  id: `transfer-${n}`,
  userId: `user-${n}`,
  conversationId: `conversation-${n}`,
  messageId: `message-${n}`,
  generationId: `generation-${n}`,
  tokensUsed: 40,
  balanceAfter: 960,
  type: 'chat',
  model: 'demo',
  promptTokens: 10,
  cachedTokens: 0,
  completionTokens: 30,
  inputRateMilli: 1_000,
  cachedRateMilli: 0,
  outputRateMilli: 1_000,
  source: 'provider',
  createdAt: NOW,
});
