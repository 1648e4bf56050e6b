import { Account } from './account';
import { AuthSession } from './auth-session';
import { CheckoutOrder } from './checkout-order';
import { Conversation } from './conversation';
import { ConversationShare } from './conversation-share';
import { Generation } from './generation';
import { Hold } from './hold';
import { JobLease } from './job-lease';
import { MailToken } from './mail-token';
import { Message } from './message';
import { MessageFeedback } from './message-feedback';
import { Package } from './package';
import { RateWindow } from './rate-window';
import { SignupGrant } from './signup-grant';
import { StripeEvent } from './stripe-event';
import { Transfer } from './transfer';
import { UsageEvent } from './usage-event';
import { User } from './user';

/** Every entity, for the `entities` of a DataSource. */
export const entities = [
  User,
  AuthSession,
  Account,
  Hold,
  Transfer,
  Conversation,
  Message,
  Generation,
  UsageEvent,
  Package,
  CheckoutOrder,
  StripeEvent,
  JobLease,
  MailToken,
  SignupGrant,
  RateWindow,
  ConversationShare,
  MessageFeedback,
];
