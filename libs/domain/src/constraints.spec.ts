import type { DataSource, EntityMetadata, ObjectLiteral } from 'typeorm';
import { Account } from './entities/account';
import { entities } from './entities/all';
import { CheckoutOrder } from './entities/checkout-order';
import { Conversation } from './entities/conversation';
import { ConversationShare } from './entities/conversation-share';
import { Generation } from './entities/generation';
import { Hold } from './entities/hold';
import { MailToken } from './entities/mail-token';
import { Message } from './entities/message';
import { MessageFeedback } from './entities/message-feedback';
import { Package } from './entities/package';
import { RateWindow } from './entities/rate-window';
import { StripeEvent } from './entities/stripe-event';
import { Transfer } from './entities/transfer';
import { UsageEvent } from './entities/usage-event';
import { type Engine, reachableEngines } from './spec-support/engines';
import { SYSTEM_ACCOUNT } from './spec-support/rows-of-ledger';
import { type EntityClass, insertRow, insertSamples, sampleRow } from './spec-support/sample-rows';
import { type TestDatabase, migratedDatabase } from './spec-support/test-database';

type Refusal = readonly [entity: EntityClass, change: ObjectLiteral, constraint: string];

const TWO = () => '2';

const CHECKS: readonly Refusal[] = [
  [Account, { kind: 'other', gift: 0 }, 'account_kind_check'],
  [Account, { restricted: TWO }, 'account_restricted_check'],
  [Account, { posted: -1, held: 0, gift: 0 }, 'account_user_not_negative'],
  [Account, { posted: 99, held: 100, gift: 0 }, 'account_user_not_negative'],
  [Account, { held: -1 }, 'account_user_not_negative'],
  [Account, { posted: () => '9007199254740992' }, 'account_user_not_negative'],
  [Account, { kind: 'debt', posted: 1, held: 0, gift: 0 }, 'account_debt_not_positive'],
  [Account, { kind: 'debt', posted: 0, held: 1, gift: 0 }, 'account_debt_not_positive'],
  [Account, { userId: null }, 'account_owner'],
  [Account, { kind: 'system', gift: 0 }, 'account_owner'],
  [Account, { gift: -1 }, 'account_with_gift'],
  [Account, { gift: 1_001 }, 'account_with_gift'],
  [Account, { kind: 'debt', posted: -5, held: 0, gift: 1 }, 'account_with_gift'],
  [Account, { answerLimit: 0 }, 'account_limits'],
  [Account, { dailyLimit: 0 }, 'account_limits'],
  [Hold, { amount: 0 }, 'hold_amount_check'],
  [Hold, { status: 'other', resolvedAt: 1 }, 'hold_status_check'],
  [Hold, { status: 'posted', resolvedAt: 1, settled: 101 }, 'hold_settled_range'],
  [Hold, { status: 'posted', resolvedAt: 1, settled: -1 }, 'hold_settled_range'],
  [Hold, { status: 'voided' }, 'hold_resolved'],
  [Hold, { resolvedAt: 1 }, 'hold_resolved'],
  [Hold, { status: 'posted', resolvedAt: 1 }, 'hold_posted'],
  [Hold, { status: 'expired', resolvedAt: 1, settled: 0 }, 'hold_posted'],
  [Transfer, { kind: 'other' }, 'transfer_kind_check'],
  [Transfer, { amount: 0 }, 'transfer_amount_check'],
  [Transfer, { amount: () => '9007199254740992' }, 'transfer_amount_check'],
  [Transfer, { giftAfter: -1 }, 'transfer_gift_after_check'],
  [Transfer, { kind: 'correction' }, 'transfer_corrects_check'],
  [Transfer, { corrects: 'transfer-1' }, 'transfer_corrects_check'],
  [Transfer, { ownerVersion: 0 }, 'transfer_owner_version_check'],
  [Transfer, { creditAccount: 'account-2' }, 'transfer_two_sides'],
  [Transfer, { ownerAccount: 'account-1' }, 'transfer_owner_side'],
  [Message, { role: 'system' }, 'message_role_check'],
  [Message, { status: 'other' }, 'message_status_check'],
  [Message, { tokens: -1 }, 'message_tokens_check'],
  [Generation, { status: 'other', finishedAt: 1, runningKey: null }, 'generation_status_check'],
  [Generation, { finishedAt: 1 }, 'generation_finished'],
  [Generation, { status: 'completed', runningKey: null }, 'generation_finished'],
  [Generation, { runningKey: null }, 'generation_running'],
  [Generation, { status: 'completed', finishedAt: 1 }, 'generation_running'],
  [Generation, { runningKey: 'conversation-9' }, 'generation_running_key_check'],
  [Generation, { promptTokens: -1 }, 'generation_prompt_tokens_check'],
  [Generation, { outputTokens: -1 }, 'generation_output_tokens_check'],
  [Generation, { maxOutputTokens: -1 }, 'generation_max_output_tokens_check'],
  [Generation, { limitedBy: 'other' }, 'generation_limited_by_check'],
  [Generation, { inputRateMilli: -1 }, 'generation_input_rate_milli_check'],
  [Generation, { cachedRateMilli: -1 }, 'generation_cached_rate_milli_check'],
  [Generation, { outputRateMilli: -1 }, 'generation_output_rate_milli_check'],
  [Generation, { upstreamStarted: TWO }, 'generation_upstream_started_check'],
  [UsageEvent, { balanceAfter: -1 }, 'usage_event_balance_after_check'],
  [UsageEvent, { type: 'other' }, 'usage_event_type_check'],
  [UsageEvent, { source: 'other' }, 'usage_event_source_check'],
  [UsageEvent, { promptTokens: -1 }, 'usage_event_prompt_tokens_check'],
  [UsageEvent, { cachedTokens: -1 }, 'usage_event_cached_tokens_check'],
  [UsageEvent, { completionTokens: -1 }, 'usage_event_completion_tokens_check'],
  [UsageEvent, { inputRateMilli: -1 }, 'usage_event_input_rate_milli_check'],
  [UsageEvent, { cachedRateMilli: -1 }, 'usage_event_cached_rate_milli_check'],
  [UsageEvent, { outputRateMilli: -1 }, 'usage_event_output_rate_milli_check'],
  [Package, { tokens: 0 }, 'package_tokens_check'],
  [Package, { priceUsd: 0 }, 'package_price_usd_check'],
  [Package, { active: TWO }, 'package_active_check'],
  [CheckoutOrder, { tokens: 0, tokensPosted: 0 }, 'checkout_order_tokens_check'],
  [CheckoutOrder, { amount: 0 }, 'checkout_order_amount_check'],
  [CheckoutOrder, { currency: 'us' }, 'checkout_order_currency_check'],
  [CheckoutOrder, { state: 'other', paidAt: null, tokensPosted: 0 }, 'checkout_order_state_check'],
  [CheckoutOrder, { refundedAmount: -1 }, 'checkout_order_refunded_amount_check'],
  [CheckoutOrder, { disputeState: 'other' }, 'checkout_order_dispute_state_check'],
  [CheckoutOrder, { tokensPosted: 10_001 }, 'checkout_order_tokens_posted_check'],
  [CheckoutOrder, { tokensPosted: -1 }, 'checkout_order_tokens_posted_check'],
  [CheckoutOrder, { paidAt: null }, 'order_paid'],
  [CheckoutOrder, { state: 'open', tokensPosted: 0 }, 'order_paid'],
  [CheckoutOrder, { state: 'open', paidAt: null }, 'order_posted_only_if_paid'],
  [StripeEvent, { livemode: TWO }, 'stripe_event_livemode_check'],
  [StripeEvent, { source: 'other' }, 'stripe_event_source_check'],
  [StripeEvent, { status: 'other' }, 'stripe_event_status_check'],
  [MailToken, { purpose: 'other' }, 'mail_token_purpose_check'],
  [MailToken, { attempts: -1 }, 'mail_token_attempts_check'],
  [MailToken, { currentKey: null, nextAttemptAt: 1 }, 'mail_token_queued'],
  [MailToken, { purpose: 'change', userId: 'user-1' }, 'mail_token_asker'],
  [MailToken, { purpose: 'change', sessionId: 'session-1' }, 'mail_token_asker'],
  [MailToken, { usedAt: 1 }, 'mail_token_used'],
  [MailToken, { usedAt: 1, currentKey: null, tokenHash: null }, 'mail_token_used'],
  [RateWindow, { events: 0 }, 'rate_window_events_check'],
  [MessageFeedback, { rating: 'other' }, 'message_feedback_rating_check'],
];

const paidByFirst = { debitAccount: 'account-1', ownerAccount: 'account-1', ownerVersion: 2 };
const ownedBySystem = { creditAccount: SYSTEM_ACCOUNT, ownerAccount: SYSTEM_ACCOUNT };

const REFERENCES: readonly Refusal[] = [
  [Hold, { accountId: 'nobody' }, 'hold_account_id_fkey'],
  [
    Transfer,
    { ...ownedBySystem, debitAccount: 'nobody', holdId: null },
    'transfer_debit_account_fkey',
  ],
  [
    Transfer,
    { ...paidByFirst, creditAccount: 'nobody', holdId: null },
    'transfer_credit_account_fkey',
  ],
  [Transfer, { ...paidByFirst, holdId: 'nothing' }, 'transfer_hold_id_fkey'],
  [
    Transfer,
    { ...paidByFirst, holdId: null, kind: 'correction', corrects: 'nothing' },
    'transfer_corrects_fkey',
  ],
  [Conversation, { userId: 'nobody' }, 'conversation_user_id_fkey'],
  [Message, { conversationId: 'nothing' }, 'message_conversation_id_fkey'],
  [Generation, { holdId: 'nothing' }, 'generation_hold_id_fkey'],
  [UsageEvent, { id: 'nothing' }, 'usage_event_id_fkey'],
  [ConversationShare, { conversationId: 'nothing' }, 'conversation_share_conversation_id_fkey'],
  [MessageFeedback, { id: 'nothing' }, 'message_feedback_id_fkey'],
];

/** The owner is always one of the two sides, so it cannot be unknown when both of them are known. */
const IMPLIED = ['transfer_owner_account_fkey'];

/** What a copied value needs beside it to be consistent within its row. */
const GOES_WITH: Readonly<Record<string, readonly string[]>> = {
  generation_running_key_key: ['conversationId'],
  transfer_owner_version: ['debitAccount'],
};

describe.each(await reachableEngines())('constraints on $name', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await migratedDatabase(engine);
    await insertSamples(database.dataSource);
  });

  afterAll(() => database.remove());

  const refused = (entity: EntityClass, row: ObjectLiteral): Promise<string> =>
    insertRow(database.dataSource, entity, row).then(
      () => 'accepted',
      (error: Error) => error.message,
    );

  it.each(CHECKS)('%p with %p is refused by %s', async (entity, change, constraint) => {
    const row = { ...sampleRow(entity, 2), ...change };
    expect(await refused(entity, row)).toContain(checkFailure(engine, constraint));
  });

  it.each(REFERENCES)('%p with %p is refused by %s', async (entity, change, constraint) => {
    const row = { ...sampleRow(entity, 2), ...change };
    expect(await refused(entity, row)).toContain(referenceFailure(engine, constraint));
  });

  it('no two rows share a unique value', async () => {
    for (const metadata of metadataOf(database.dataSource)) {
      for (const unique of metadata.uniques) {
        const entity = metadata.target as EntityClass;
        const copied = unique.columns.map((column) => column.propertyName);
        const row = sampleRow(entity, 2);
        for (const property of [...copied, ...(GOES_WITH[unique.name] ?? [])]) {
          row[property] = sampleRow(entity, 1)[property];
        }
        const columns = unique.columns.map((column) => column.databaseName);
        expect(await refused(entity, row)).toContain(
          uniqueFailure(engine, unique.name, metadata.tableName, columns),
        );
      }
    }
  });

  it('no id is used twice, nor missing', async () => {
    for (const entity of entities) {
      const again = { ...sampleRow(entity, 2), id: sampleRow(entity, 1)['id'] };
      expect(await refused(entity, again)).toMatch(/UNIQUE constraint failed: \w+\.id|_pkey"/);
      const without = { ...sampleRow(entity, 2), id: null };
      expect(await refused(entity, without)).toMatch(/not.null/i);
    }
  });

  it('every constraint that the entities know is tried above', () => {
    const known = metadataOf(database.dataSource).flatMap((metadata) => [
      ...metadata.checks.map((check) => check.name),
      ...metadata.foreignKeys.map((foreignKey) => foreignKey.name),
    ]);
    const tried = [...CHECKS, ...REFERENCES].map(([, , constraint]) => constraint);
    expect(new Set([...tried, ...IMPLIED])).toEqual(new Set(known));
  });
});

function metadataOf(dataSource: DataSource): readonly EntityMetadata[] {
  return entities.map((entity) => dataSource.getMetadata(entity));
}

function checkFailure(engine: Engine, name: string): string {
  return engine.name === 'sqlite' ? `CHECK constraint failed: ${name}` : `"${name}"`;
}

/** SQLite does not say which reference failed. */
function referenceFailure(engine: Engine, name: string): string {
  return engine.name === 'sqlite' ? 'FOREIGN KEY constraint failed' : `"${name}"`;
}

/** SQLite names the columns, PostgreSQL the constraint. */
function uniqueFailure(engine: Engine, name: string, table: string, columns: string[]): string {
  const list = columns.map((column) => `${table}.${column}`).join(', ');
  return engine.name === 'sqlite' ? `UNIQUE constraint failed: ${list}` : `"${name}"`;
}
