import { Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { FlagColumn } from '../columns/flag-column';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { User } from './user';

/** A tree of messages of one user. Deleting sets `deletedAt`: receipts still refer to it. */
@Entity('conversation')
@Index('conversation_user', ['userId', 'archived', 'pinned', 'updatedAt', 'id'])
export class Conversation {
  @IdColumn('conversation_pkey')
  id!: string;

  @TextColumn()
  @ForeignKey(() => User, { name: 'conversation_user_id_fkey' })
  userId!: string;

  @TextColumn()
  title!: string;

  @BigintColumn()
  createdAt!: number;

  @BigintColumn()
  updatedAt!: number;

  @BigintColumn({ nullable: true })
  deletedAt!: number | null;

  /** Stays on top of the list. */
  @FlagColumn({ default: false })
  pinned!: boolean;

  /** Out of the list, and in one of its own. */
  @FlagColumn({ default: false })
  archived!: boolean;

  /** The last message of the branch that is shown. */
  @TextColumn({ nullable: true })
  activeMessageId!: string | null;
}
