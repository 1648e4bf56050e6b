import { Check, Entity, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { isFlag, oneOf } from '../columns/expressions';
import { FlagColumn } from '../columns/flag-column';
import { IdColumn, TextColumn } from '../columns/text-columns';

export const ACCOUNT_KINDS = ['user', 'debt', 'system'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/**
 * One side of the ledger. A user has a `user` account (the balance) and at most one `debt` account
 * (what a refund or dispute took beyond the balance, never above zero). `system` accounts keep no
 * balance here: theirs is the sum of their transfers, so that no row of theirs is hot.
 */
@Entity('account')
@Unique('account_one_per_user', ['userId', 'kind'])
@Check('account_kind_check', oneOf('kind', ACCOUNT_KINDS))
@Check('account_restricted_check', isFlag('restricted'))
@Check(
  'account_user_not_negative',
  `kind <> 'user' OR (held >= 0 AND posted >= held AND posted <= 9007199254740991)`,
)
@Check('account_with_gift', `gift >= 0 AND gift <= CASE WHEN kind = 'user' THEN posted ELSE 0 END`)
@Check('account_limits', 'answer_limit > 0 AND daily_limit > 0')
@Check('account_debt_not_positive', `kind <> 'debt' OR (posted <= 0 AND held = 0)`)
@Check('account_owner', `(kind = 'system') = (user_id IS NULL)`)
export class Account {
  @IdColumn('account_pkey')
  id!: string;

  @TextColumn()
  kind!: AccountKind;

  @TextColumn({ nullable: true })
  userId!: string | null;

  /** Settled tokens. */
  @BigintColumn({ default: 0 })
  posted!: number;

  /** Tokens set aside by pending holds; `posted - held` is what may be spent. */
  @BigintColumn({ default: 0 })
  held!: number;

  /** The part of `posted` that was given and not bought; it is spent first. */
  @BigintColumn({ default: 0 })
  gift!: number;

  /** What one answer may cost at the most, by the user's own wish. */
  @BigintColumn({ nullable: true })
  answerLimit!: number | null;

  /** What the answers of one day (UTC) may cost together, by the user's own wish. */
  @BigintColumn({ nullable: true })
  dailyLimit!: number | null;

  /** Number of transfers that this account owns: the next one is `version + 1`. */
  @BigintColumn({ default: 0 })
  version!: number;

  /** Hash of the last transfer that this account owns: the head of its chain. */
  @TextColumn({ default: '' })
  lastHash!: string;

  /** Set while there is debt or doubt: nothing may be spent. */
  @FlagColumn({ default: false })
  restricted!: boolean;
}
