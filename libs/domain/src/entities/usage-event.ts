import type { UsageType } from '@prome-dify/contracts';
import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Transfer } from './transfer';

export const USAGE_TYPES = [
  'chat',
  'purchase',
  'grant',
  'refund',
  'adjustment',
] as const satisfies readonly UsageType[];

/** `provider`: the upstream counted; `estimated`: we did. */
export const USAGE_SOURCES = ['provider', 'estimated'] as const;
export type UsageSource = (typeof USAGE_SOURCES)[number];

/**
 * What a person sees of one transfer, written in the same transaction under the same id, with the
 * receipt of the answer when there is one. Append-only like the transfer.
 */
@Entity('usage_event')
@Check('usage_event_balance_after_check', 'balance_after >= 0')
@Check('usage_event_type_check', oneOf('type', USAGE_TYPES))
@Check('usage_event_source_check', oneOf('source', USAGE_SOURCES))
@Check('usage_event_prompt_tokens_check', 'prompt_tokens >= 0')
@Check('usage_event_cached_tokens_check', 'cached_tokens >= 0')
@Check('usage_event_completion_tokens_check', 'completion_tokens >= 0')
@Check('usage_event_input_rate_milli_check', 'input_rate_milli >= 0')
@Check('usage_event_cached_rate_milli_check', 'cached_rate_milli >= 0')
@Check('usage_event_output_rate_milli_check', 'output_rate_milli >= 0')
@Index('usage_event_user', ['userId', 'id'])
export class UsageEvent {
  /** The id of the transfer. */
  @IdColumn('usage_event_pkey')
  @ForeignKey(() => Transfer, { name: 'usage_event_id_fkey' })
  id!: string;

  @TextColumn()
  userId!: string;

  @TextColumn({ nullable: true })
  conversationId!: string | null;

  @TextColumn({ nullable: true })
  messageId!: string | null;

  @TextColumn({ nullable: true })
  generationId!: string | null;

  /** Tokens spent; negative when tokens were added. */
  @BigintColumn()
  tokensUsed!: number;

  @BigintColumn()
  balanceAfter!: number;

  @TextColumn()
  type!: UsageType;

  @TextColumn({ nullable: true })
  model!: string | null;

  /** Upstream tokens of the prompt, `cachedTokens` among them. */
  @BigintColumn({ nullable: true })
  promptTokens!: number | null;

  @BigintColumn({ nullable: true })
  cachedTokens!: number | null;

  @BigintColumn({ nullable: true })
  completionTokens!: number | null;

  /** Thousandths of a balance token per upstream token, as are the two rates below. */
  @BigintColumn({ nullable: true })
  inputRateMilli!: number | null;

  @BigintColumn({ nullable: true })
  cachedRateMilli!: number | null;

  @BigintColumn({ nullable: true })
  outputRateMilli!: number | null;

  @TextColumn({ nullable: true })
  source!: UsageSource | null;

  @BigintColumn()
  createdAt!: number;
}
