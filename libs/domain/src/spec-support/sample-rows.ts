import type { DataSource, ObjectLiteral } from 'typeorm';
import { Account } from '../entities/account';
import { entities } from '../entities/all';
import { AuthSession } from '../entities/auth-session';
import { CheckoutOrder } from '../entities/checkout-order';
import { Conversation } from '../entities/conversation';
import { ConversationShare } from '../entities/conversation-share';
import { Generation } from '../entities/generation';
import { Hold } from '../entities/hold';
import { JobLease } from '../entities/job-lease';
import { MailToken } from '../entities/mail-token';
import { Message } from '../entities/message';
import { MessageFeedback } from '../entities/message-feedback';
import { Package } from '../entities/package';
import { RateWindow } from '../entities/rate-window';
import { SignupGrant } from '../entities/signup-grant';
import { StripeEvent } from '../entities/stripe-event';
import { Transfer } from '../entities/transfer';
import { UsageEvent } from '../entities/usage-event';
import { User } from '../entities/user';
import { tokenPackage, checkoutOrder, jobLease, stripeEvent } from './rows-of-billing';
import {
  conversation,
  conversationShare,
  generation,
  message,
  messageFeedback,
} from './rows-of-chat';
import { account, hold, transfer, usageEvent, SYSTEM_ACCOUNT } from './rows-of-ledger';
import { authSession, mailToken, rateWindow, signupGrant, user } from './rows-of-people';

export type EntityClass = (typeof entities)[number];

const makers = new Map<EntityClass, (n: number) => ObjectLiteral>([
  [User, user],
  [AuthSession, authSession],
  [Account, account],
  [Hold, hold],
  [Transfer, transfer],
  [Conversation, conversation],
  [Message, message],
  [Generation, generation],
  [UsageEvent, usageEvent],
  [Package, tokenPackage],
  [CheckoutOrder, checkoutOrder],
  [StripeEvent, stripeEvent],
  [JobLease, jobLease],
  [MailToken, mailToken],
  [SignupGrant, signupGrant],
  [RateWindow, rateWindow],
  [ConversationShare, conversationShare],
  [MessageFeedback, messageFeedback],
]);

/** A valid row of the entity; rows of different `n` share no unique value. */
export function sampleRow(entity: EntityClass, n: number): ObjectLiteral {
  const maker = makers.get(entity);
  if (maker === undefined) {
    throw new Error(`No sample row for ${entity.name}`);
  }
  return maker(n);
}

export async function insertRow(
  dataSource: DataSource,
  entity: EntityClass,
  row: ObjectLiteral,
): Promise<void> {
  await dataSource.createQueryBuilder().insert().into(entity).values(row).execute();
}

/** One row in every table, and the system account that they refer to. */
export async function insertSamples(dataSource: DataSource): Promise<void> {
  const system = { id: SYSTEM_ACCOUNT, kind: 'system', userId: null };
  await insertRow(dataSource, Account, system);
  for (const entity of entities) {
    await insertRow(dataSource, entity, sampleRow(entity, 1));
  }
}
