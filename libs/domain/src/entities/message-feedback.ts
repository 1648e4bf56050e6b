import type { FeedbackRating } from '@prome-dify/contracts';
import { Check, Entity, ForeignKey } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Message } from './message';

export const FEEDBACK_RATINGS = ['up', 'down'] as const satisfies readonly FeedbackRating[];

/** What its reader thinks of an answer. Taking it back deletes the row. */
@Entity('message_feedback')
@Check('message_feedback_rating_check', oneOf('rating', FEEDBACK_RATINGS))
export class MessageFeedback {
  /** The id of the answer. */
  @IdColumn('message_feedback_pkey')
  @ForeignKey(() => Message, { name: 'message_feedback_id_fkey', onDelete: 'CASCADE' })
  id!: string;

  @TextColumn()
  rating!: FeedbackRating;

  @TextColumn({ nullable: true })
  comment!: string | null;

  @BigintColumn()
  updatedAt!: number;
}
