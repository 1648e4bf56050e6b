import { Check, Column, Entity, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';

export const MAIL_TOKEN_PURPOSES = [
  'reset',
  'verify',
  'change',
  'change-asked',
  'changed',
] as const;
export type MailTokenPurpose = (typeof MAIL_TOKEN_PURPOSES)[number];

/**
 * A link that somebody asked to be mailed, from then until it is used: a place in the queue of mails
 * first, and the hash of its token once it is sent. Word of a change of address is a mail like them,
 * only that its token goes nowhere.
 */
@Entity('mail_token')
@Unique('mail_token_token_hash_key', ['tokenHash'])
@Unique('mail_token_current_key_key', ['currentKey'])
@Check('mail_token_purpose_check', oneOf('purpose', MAIL_TOKEN_PURPOSES))
@Check('mail_token_attempts_check', 'attempts >= 0')
@Check('mail_token_queued', 'next_attempt_at IS NULL OR current_key IS NOT NULL')
@Check('mail_token_used', 'used_at IS NULL OR (current_key IS NULL AND token_hash IS NOT NULL)')
@Check(
  'mail_token_asker',
  `purpose <> 'change' OR (user_id IS NOT NULL AND session_id IS NOT NULL)`,
)
@Index('mail_token_due', ['nextAttemptAt'], { where: 'next_attempt_at IS NOT NULL' })
@Index('mail_token_age', ['createdAt'])
export class MailToken {
  @IdColumn('mail_token_pkey')
  id!: string;

  @TextColumn()
  purpose!: MailTokenPurpose;

  /** Of the account, in lower case. Whether there is such an account is seen when the mail is due. */
  @TextColumn()
  email!: string;

  /** SHA-256 of the token; none before the mail is first tried, for the token is made only then. */
  @TextColumn({ nullable: true })
  tokenHash!: string | null;

  /**
   * `purpose:email` while this is the newest link of its kind and unused: there is one at a time. For
   * a change of address it is `purpose:user_id`.
   */
  @TextColumn({ nullable: true })
  currentKey!: string | null;

  @Column({ name: 'attempts', type: 'integer', default: 0 })
  attempts!: number;

  /** When to try to send it; none once it is sent or given up. */
  @BigintColumn({ nullable: true })
  nextAttemptAt!: number | null;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn()
  expiresAt!: number;

  @BigintColumn({ nullable: true })
  usedAt!: number | null;

  /** Who asked for another address, or had this one before. */
  @TextColumn({ nullable: true })
  userId!: string | null;

  /** Where they asked. */
  @TextColumn({ nullable: true })
  sessionId!: string | null;
}
