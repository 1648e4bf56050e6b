import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { isFlag, oneOf } from '../columns/expressions';
import { FlagColumn } from '../columns/flag-column';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Hold } from './hold';

export const GENERATION_STATUSES = [
  'running',
  'completed',
  'stopped',
  'failed',
  'interrupted',
] as const;
export const LENGTH_BOUNDS = ['model', 'balance', 'answer_limit', 'daily_limit'] as const;
export type LengthBound = (typeof LENGTH_BOUNDS)[number];

export type GenerationStatus = (typeof GENERATION_STATUSES)[number];

/**
 * The job behind one answer: it owns the upstream call and is settled once. Prices are copied here
 * when it starts, so that a recovery bills what was promised. The text up to the last checkpoint is
 * the content of the assistant's message.
 */
@Entity('generation')
@Unique('generation_hold_id_key', ['holdId'])
@Unique('generation_assistant_message_id_key', ['assistantMessageId'])
@Unique('generation_running_key_key', ['runningKey'])
@Unique('generation_request_key_key', ['requestKey'])
@Check('generation_status_check', oneOf('status', GENERATION_STATUSES))
@Check('generation_finished', `(status = 'running') = (finished_at IS NULL)`)
@Check('generation_running', `(status = 'running') = (running_key IS NOT NULL)`)
@Check('generation_running_key_check', 'running_key = conversation_id')
@Check('generation_prompt_tokens_check', 'prompt_tokens >= 0')
@Check('generation_output_tokens_check', 'output_tokens >= 0')
@Check('generation_max_output_tokens_check', 'max_output_tokens >= 0')
@Check('generation_limited_by_check', oneOf('limited_by', LENGTH_BOUNDS))
@Check('generation_input_rate_milli_check', 'input_rate_milli >= 0')
@Check('generation_cached_rate_milli_check', 'cached_rate_milli >= 0')
@Check('generation_output_rate_milli_check', 'output_rate_milli >= 0')
@Check('generation_upstream_started_check', isFlag('upstream_started'))
@Index('generation_user', ['userId'])
@Index('generation_conversation', ['conversationId'])
export class Generation {
  @IdColumn('generation_pkey')
  id!: string;

  @TextColumn()
  @ForeignKey(() => Hold, { name: 'generation_hold_id_fkey' })
  holdId!: string;

  @TextColumn()
  userId!: string;

  @TextColumn()
  conversationId!: string;

  @TextColumn()
  userMessageId!: string;

  @TextColumn()
  assistantMessageId!: string;

  @TextColumn({ default: 'running' })
  status!: GenerationStatus;

  /** How it ended in detail: the reason of `done`, or the code of the error. */
  @TextColumn({ nullable: true })
  outcome!: string | null;

  /** The conversation's id while running, else null: unique, so one answer at a time. */
  @TextColumn({ nullable: true })
  runningKey!: string | null;

  /** Names the request, so that a repeated one attaches to this generation. */
  @TextColumn()
  requestKey!: string;

  /** Hash of the request's body: the same key with another body is refused. */
  @TextColumn()
  requestHash!: string;

  @TextColumn()
  model!: string;

  /** Thousandths of a balance token per upstream token, as are the two rates below. */
  @BigintColumn()
  inputRateMilli!: number;

  @BigintColumn()
  cachedRateMilli!: number;

  @BigintColumn()
  outputRateMilli!: number;

  /** The most upstream tokens that this answer may have. */
  @BigintColumn()
  maxOutputTokens!: number;

  /** What `maxOutputTokens` comes from: the model, the balance, or the user's own limits. */
  @TextColumn({ default: 'model' })
  limitedBy!: LengthBound;

  @BigintColumn()
  promptTokens!: number;

  /** Upstream tokens of the text up to the last checkpoint. */
  @BigintColumn({ default: 0 })
  outputTokens!: number;

  /** Whether the upstream call was begun: before that there is nothing to charge. */
  @FlagColumn({ default: false })
  upstreamStarted!: boolean;

  @BigintColumn({ default: 0 })
  lastEventId!: number;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn({ nullable: true })
  finishedAt!: number | null;
}
