import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Account } from './account';

export const HOLD_STATUSES = ['pending', 'posted', 'voided', 'expired'] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** Tokens set aside for one answer before the first upstream byte. It is resolved exactly once. */
@Entity('hold')
@Unique('hold_request_key_key', ['requestKey'])
@Check('hold_amount_check', 'amount > 0')
@Check('hold_status_check', oneOf('status', HOLD_STATUSES))
@Check('hold_settled_range', 'settled IS NULL OR (settled >= 0 AND settled <= amount)')
@Check('hold_resolved', `(status = 'pending') = (resolved_at IS NULL)`)
@Check('hold_posted', `(status = 'posted') = (settled IS NOT NULL)`)
@Index('hold_pending_lease', ['leaseUntil'], { where: `status = 'pending'` })
@Index('hold_pending_account', ['accountId'], { where: `status = 'pending'` })
export class Hold {
  @IdColumn('hold_pkey')
  id!: string;

  @TextColumn()
  @ForeignKey(() => Account, { name: 'hold_account_id_fkey' })
  accountId!: string;

  /** Names the request that asked, so that a repeated request finds this hold. */
  @TextColumn()
  requestKey!: string;

  @BigintColumn()
  amount!: number;

  /** Tokens that were charged in the end; the rest of `amount` was released. */
  @BigintColumn({ nullable: true })
  settled!: number | null;

  @TextColumn({ default: 'pending' })
  status!: HoldStatus;

  /** The process that does the work; every later write names it, so that a lost lease is noticed. */
  @TextColumn()
  owner!: string;

  @BigintColumn()
  leaseUntil!: number;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn({ nullable: true })
  resolvedAt!: number | null;
}
