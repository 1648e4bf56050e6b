import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Account } from './account';
import { Hold } from './hold';

export const TRANSFER_KINDS = [
  'grant',
  'purchase',
  'clawback',
  'restore',
  'usage',
  'correction',
  'debt_repaid',
  'adjust',
] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

/**
 * One posting of the ledger, both sides in one row, so that an unbalanced one cannot be written.
 * Append-only: triggers refuse every change. `ownerVersion` counts without a gap in each owner
 * account and `hash` covers `prevHash`, so that a lost, doubled or altered posting shows.
 */
@Entity('transfer')
@Unique('transfer_idem_key_key', ['idemKey'])
@Unique('transfer_hold_id_key', ['holdId'])
@Unique('transfer_hash_key', ['hash'])
@Unique('transfer_owner_version', ['ownerAccount', 'ownerVersion'])
@Check('transfer_kind_check', oneOf('kind', TRANSFER_KINDS))
@Check('transfer_amount_check', 'amount > 0 AND amount <= 9007199254740991')
@Check('transfer_owner_version_check', 'owner_version > 0')
@Check('transfer_two_sides', 'debit_account <> credit_account')
@Check('transfer_owner_side', 'owner_account = debit_account OR owner_account = credit_account')
@Check('transfer_gift_after_check', 'gift_after >= 0')
@Check('transfer_corrects_check', `(kind = 'correction') = (corrects IS NOT NULL)`)
@Index('transfer_order', ['orderId'])
@Index('transfer_corrects', ['corrects'])
export class Transfer {
  @IdColumn('transfer_pkey')
  id!: string;

  /**
   * `signup:<userId>`, `settle:<holdId>`, `correct:<holdId>:<used>`, `order:<orderId>:<postSeq>`,
   * `adjust:<ticket>`.
   */
  @TextColumn()
  idemKey!: string;

  @TextColumn()
  kind!: TransferKind;

  @TextColumn()
  @ForeignKey(() => Account, { name: 'transfer_debit_account_fkey' })
  debitAccount!: string;

  @TextColumn()
  @ForeignKey(() => Account, { name: 'transfer_credit_account_fkey' })
  creditAccount!: string;

  @BigintColumn()
  amount!: number;

  @TextColumn({ nullable: true })
  @ForeignKey(() => Hold, { name: 'transfer_hold_id_fkey' })
  holdId!: string | null;

  @TextColumn({ nullable: true })
  orderId!: string | null;

  /** The charge that this correction gives back a part of. */
  @TextColumn({ nullable: true })
  @ForeignKey(() => Transfer, { name: 'transfer_corrects_fkey' })
  corrects!: string | null;

  @TextColumn()
  @ForeignKey(() => Account, { name: 'transfer_owner_account_fkey' })
  ownerAccount!: string;

  @BigintColumn()
  ownerVersion!: number;

  /** The owner account's `posted` after this transfer. */
  @BigintColumn()
  balanceAfter!: number;

  /** The owner account's `gift` after this transfer. */
  @BigintColumn()
  giftAfter!: number;

  @TextColumn()
  prevHash!: string;

  @TextColumn()
  hash!: string;

  @BigintColumn()
  createdAt!: number;
}
