import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import {
  allowMutation,
  forbidMutation,
  installMutationGuard,
  uninstallMutationGuard,
} from './append-only';
import {
  NULLABLE,
  ZERO,
  bigint,
  check,
  index,
  integer,
  primaryKey,
  reference,
  startsAs,
  text,
  unique,
} from './table-words';

const account: TableOptions = {
  name: 'account',
  columns: [
    primaryKey('account'),
    text('kind'),
    text('user_id', NULLABLE),
    bigint('posted', ZERO),
    bigint('held', ZERO),
    bigint('gift', ZERO),
    bigint('answer_limit', NULLABLE),
    bigint('daily_limit', NULLABLE),
    bigint('version', ZERO),
    text('last_hash', startsAs('')),
    integer('restricted', ZERO),
  ],
  uniques: [unique('account_one_per_user', 'user_id', 'kind')],
  checks: [
    check('account_kind_check', `kind IN ('user','debt','system')`),
    check('account_restricted_check', 'restricted IN (0,1)'),
    check(
      'account_user_not_negative',
      `kind <> 'user' OR (held >= 0 AND posted >= held AND posted <= 9007199254740991)`,
    ),
    check(
      'account_with_gift',
      `gift >= 0 AND gift <= CASE WHEN kind = 'user' THEN posted ELSE 0 END`,
    ),
    check('account_limits', 'answer_limit > 0 AND daily_limit > 0'),
    check('account_debt_not_positive', `kind <> 'debt' OR (posted <= 0 AND held = 0)`),
    check('account_owner', `(kind = 'system') = (user_id IS NULL)`),
  ],
};

const hold: TableOptions = {
  name: 'hold',
  columns: [
    primaryKey('hold'),
    text('account_id'),
    text('request_key'),
    bigint('amount'),
    bigint('settled', NULLABLE),
    text('status', startsAs('pending')),
    text('owner'),
    bigint('lease_until'),
    bigint('created_at'),
    bigint('resolved_at', NULLABLE),
  ],
  foreignKeys: [reference('hold_account_id_fkey', 'account_id', 'account')],
  uniques: [unique('hold_request_key_key', 'request_key')],
  checks: [
    check('hold_amount_check', 'amount > 0'),
    check('hold_status_check', `status IN ('pending','posted','voided','expired')`),
    check('hold_settled_range', 'settled IS NULL OR (settled >= 0 AND settled <= amount)'),
    check('hold_resolved', `(status = 'pending') = (resolved_at IS NULL)`),
    check('hold_posted', `(status = 'posted') = (settled IS NOT NULL)`),
  ],
  indices: [
    index('hold_pending_lease', ['lease_until'], `status = 'pending'`),
    index('hold_pending_account', ['account_id'], `status = 'pending'`),
  ],
};

const transfer: TableOptions = {
  name: 'transfer',
  columns: [
    primaryKey('transfer'),
    text('idem_key'),
    text('kind'),
    text('debit_account'),
    text('credit_account'),
    bigint('amount'),
    text('hold_id', NULLABLE),
    text('order_id', NULLABLE),
    text('corrects', NULLABLE),
    text('owner_account'),
    bigint('owner_version'),
    bigint('balance_after'),
    bigint('gift_after'),
    text('prev_hash'),
    text('hash'),
    bigint('created_at'),
  ],
  foreignKeys: [
    reference('transfer_debit_account_fkey', 'debit_account', 'account'),
    reference('transfer_credit_account_fkey', 'credit_account', 'account'),
    reference('transfer_hold_id_fkey', 'hold_id', 'hold'),
    reference('transfer_owner_account_fkey', 'owner_account', 'account'),
    reference('transfer_corrects_fkey', 'corrects', 'transfer'),
  ],
  uniques: [
    unique('transfer_idem_key_key', 'idem_key'),
    unique('transfer_hold_id_key', 'hold_id'),
    unique('transfer_hash_key', 'hash'),
    unique('transfer_owner_version', 'owner_account', 'owner_version'),
  ],
  checks: [
    check(
      'transfer_kind_check',
      `kind IN ('grant','purchase','clawback','restore','usage','correction','debt_repaid','adjust')`,
    ),
    check('transfer_amount_check', 'amount > 0 AND amount <= 9007199254740991'),
    check('transfer_gift_after_check', 'gift_after >= 0'),
    check('transfer_corrects_check', `(kind = 'correction') = (corrects IS NOT NULL)`),
    check('transfer_owner_version_check', 'owner_version > 0'),
    check('transfer_two_sides', 'debit_account <> credit_account'),
    check('transfer_owner_side', 'owner_account = debit_account OR owner_account = credit_account'),
  ],
  indices: [index('transfer_order', ['order_id']), index('transfer_corrects', ['corrects'])],
};

/** Accounts, the holds on them, and the transfers between them, which are never changed. */
export class Ledger1795305602000 implements MigrationInterface {
  readonly name = 'Ledger1795305602000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(new Table(account));
    await runner.createTable(new Table(hold));
    await runner.createTable(new Table(transfer));
    await installMutationGuard(runner);
    await forbidMutation(runner, 'transfer');
  }

  async down(runner: QueryRunner): Promise<void> {
    await allowMutation(runner, 'transfer');
    await uninstallMutationGuard(runner);
    await runner.dropTable('transfer');
    await runner.dropTable('hold');
    await runner.dropTable('account');
  }
}
