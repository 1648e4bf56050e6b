import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import {
  NULLABLE,
  ZERO,
  bigint,
  check,
  index,
  integer,
  primaryKey,
  startsAs,
  text,
  unique,
} from './table-words';

const tokenPackage: TableOptions = {
  name: 'package',
  columns: [
    primaryKey('package'),
    text('name'),
    text('description'),
    bigint('tokens'),
    bigint('price_usd'),
    text('stripe_price_id', NULLABLE),
    integer('active'),
    bigint('created_at'),
  ],
  checks: [
    check('package_tokens_check', 'tokens > 0'),
    check('package_price_usd_check', 'price_usd > 0'),
    check('package_active_check', 'active IN (0,1)'),
  ],
};

const checkoutOrder: TableOptions = {
  name: 'checkout_order',
  columns: [
    primaryKey('checkout_order'),
    text('user_id'),
    text('package_id'),
    text('package_name'),
    bigint('tokens'),
    bigint('amount'),
    text('currency'),
    text('stripe_price_id', NULLABLE),
    text('session_id', NULLABLE),
    text('url', NULLABLE),
    text('payment_intent', NULLABLE),
    bigint('idempotency_seq', ZERO),
    text('state', startsAs('created')),
    bigint('paid_at', NULLABLE),
    bigint('refunded_amount', ZERO),
    text('dispute_state', startsAs('none')),
    bigint('dispute_event_at', NULLABLE),
    bigint('tokens_posted', ZERO),
    bigint('post_seq', ZERO),
    bigint('next_check_at', NULLABLE),
    bigint('created_at'),
    bigint('updated_at'),
  ],
  uniques: [
    unique('checkout_order_session_id_key', 'session_id'),
    unique('checkout_order_payment_intent_key', 'payment_intent'),
  ],
  checks: [
    check('checkout_order_tokens_check', 'tokens > 0'),
    check('checkout_order_amount_check', 'amount > 0'),
    check('checkout_order_currency_check', 'length(currency) = 3'),
    check(
      'checkout_order_state_check',
      `state IN ('created','open','processing','paid','failed','expired','review')`,
    ),
    check('checkout_order_refunded_amount_check', 'refunded_amount >= 0'),
    check(
      'checkout_order_dispute_state_check',
      `dispute_state IN ('none','open','withdrawn','won','lost')`,
    ),
    check('checkout_order_tokens_posted_check', 'tokens_posted >= 0 AND tokens_posted <= tokens'),
    check('order_paid', `(state = 'paid') = (paid_at IS NOT NULL)`),
    check('order_posted_only_if_paid', `tokens_posted = 0 OR state = 'paid'`),
  ],
  indices: [
    index('order_user', ['user_id', 'created_at']),
    index('order_check', ['next_check_at'], `state IN ('created','open','processing')`),
  ],
};

const stripeEvent: TableOptions = {
  name: 'stripe_event',
  columns: [
    primaryKey('stripe_event'),
    text('type'),
    text('object_id', NULLABLE),
    integer('livemode'),
    bigint('created'),
    text('source'),
    text('status', startsAs('received')),
    integer('attempts', ZERO),
    bigint('next_attempt_at', NULLABLE),
    text('last_error', NULLABLE),
    text('payload'),
    bigint('received_at'),
    bigint('processed_at', NULLABLE),
  ],
  checks: [
    check('stripe_event_livemode_check', 'livemode IN (0,1)'),
    check('stripe_event_source_check', `source IN ('webhook','reconcile')`),
    check('stripe_event_status_check', `status IN ('received','processed','ignored','failed')`),
  ],
  indices: [index('stripe_event_todo', ['next_attempt_at'], `status IN ('received','failed')`)],
};

/** What is for sale, who bought it, and what Stripe told about the payments. */
export class Billing1795305605000 implements MigrationInterface {
  readonly name = 'Billing1795305605000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(tokenPackage));
    await runner.createTable(new Table(checkoutOrder));
    await runner.createTable(new Table(stripeEvent));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('stripe_event');
    await runner.dropTable('checkout_order');
    await runner.dropTable('package');
  }
}
