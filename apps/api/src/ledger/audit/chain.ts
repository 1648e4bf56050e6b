import type { Sql } from '../../platform/database';
import { sql } from '../../platform/database';
import { transferHash } from '../transfer-hash';
import { giftAfter } from '../gifts';
import type { TransferKind } from '../ledger.types';
import type { Finding } from './finding';

export interface TransferRow {
  readonly id: string;
  readonly idemKey: string;
  readonly kind: TransferKind;
  readonly debit: string;
  readonly credit: string;
  readonly amount: number;
  readonly owner: string;
  readonly ownerVersion: number;
  readonly balanceAfter: number;
  readonly giftAfter: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly createdAt: number;
}

export interface AccountRow {
  readonly id: string;
  readonly posted: number;
  readonly gift: number;
  readonly version: number;
  readonly lastHash: string;
}

/** Where the chain of one account has got to. */
export interface Head {
  posted: number;
  gift: number;
  version: number;
  hash: string;
}

/** Before the first transfer. */
export const emptyHead = (): Head => ({ posted: 0, gift: 0, version: 0, hash: '' });

/** The columns of an {@link AccountRow}. */
export const ACCOUNT: Sql = sql`id, posted, gift, version, last_hash AS "lastHash"`;

/** The columns of a {@link TransferRow}, of a `transfer` called `t`. */
export const TRANSFER: Sql = sql`t.id, t.idem_key AS "idemKey", t.kind, t.debit_account AS debit,
  t.credit_account AS credit, t.amount, t.owner_account AS owner,
  t.owner_version AS "ownerVersion", t.balance_after AS "balanceAfter",
  t.gift_after AS "giftAfter", t.prev_hash AS "prevHash", t.hash, t.created_at AS "createdAt"`;

/** Moves `head` on by one transfer, and says what does not follow (I2–I4, I14). */
export function* checkTransfer(row: TransferRow, head: Head): Generator<Finding> {
  const subject = `transfer ${row.id}`;
  head.version += 1;
  const { posted, gift } = head;
  const delta = row.credit === row.owner ? row.amount : -row.amount;
  head.posted += delta;
  if (row.ownerVersion !== head.version) {
    yield { invariant: 'I2', subject, problem: `version ${head.version} is missing before it` };
    head.version = row.ownerVersion;
  }
  if (row.balanceAfter !== head.posted) {
    yield { invariant: 'I3', subject, problem: 'its balance does not follow from the one before' };
    head.posted = row.balanceAfter;
  }
  if (!giftFollows(row, delta, { posted, gift })) {
    yield { invariant: 'I14', subject, problem: 'its gift tokens do not follow from those before' };
  }
  head.gift = row.giftAfter;
  if (row.prevHash !== head.hash || row.hash !== transferHash(row.prevHash, row)) {
    yield { invariant: 'I4', subject, problem: 'its hash does not match its content' };
  }
  head.hash = row.hash;
}

/** Compares the account with the end of its chain (I1, I2, I4, I14). */
export function* checkHead(account: AccountRow, head: Head): Generator<Finding> {
  const subject = `account ${account.id}`;
  if (account.posted !== head.posted) {
    yield { invariant: 'I1', subject, problem: 'posted is not the sum of its transfers' };
  }
  if (account.gift !== head.gift) {
    yield { invariant: 'I14', subject, problem: 'gift is not what its last transfer left' };
  }
  if (account.version !== head.version) {
    yield { invariant: 'I2', subject, problem: 'its last version has no transfer' };
  }
  if (account.lastHash !== head.hash) {
    yield { invariant: 'I4', subject, problem: 'its head is not the hash of its last transfer' };
  }
}

/** How many gifts a correction gives back, only its charge could tell: between none and all. */
function giftFollows(
  row: TransferRow,
  delta: number,
  before: { readonly posted: number; readonly gift: number },
): boolean {
  const { kind, giftAfter: after } = row;
  if (kind === 'correction') return after >= before.gift && after <= before.gift + delta;
  const account = row.owner.startsWith('debt:') ? 'debt' : 'user';
  return after === giftAfter(before, { account, kind, delta });
}
