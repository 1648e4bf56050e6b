import type { MessageRole, MessageStatus } from '@prome-dify/contracts';
import { Check, Entity, ForeignKey, Index } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { oneOf } from '../columns/expressions';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Conversation } from './conversation';

export const MESSAGE_ROLES = ['user', 'assistant'] as const satisfies readonly MessageRole[];

export const MESSAGE_STATUSES = [
  'complete',
  'streaming',
  'stopped',
  'interrupted',
  'failed',
] as const satisfies readonly MessageStatus[];

/** One message of a conversation, which is a tree of them: versions of a message have one parent. */
@Entity('message')
@Check('message_role_check', oneOf('role', MESSAGE_ROLES))
@Check('message_status_check', oneOf('status', MESSAGE_STATUSES))
@Check('message_tokens_check', 'tokens >= 0')
@Index('message_conversation', ['conversationId', 'parentId', 'id'])
export class Message {
  @IdColumn('message_pkey')
  id!: string;

  @TextColumn()
  @ForeignKey(() => Conversation, { name: 'message_conversation_id_fkey' })
  conversationId!: string;

  @TextColumn()
  role!: MessageRole;

  /** While the status is `streaming`, the text up to the last checkpoint of its generation. */
  @TextColumn()
  content!: string;

  @BigintColumn()
  tokens!: number;

  @TextColumn()
  status!: MessageStatus;

  /** The model that answered; null on the user's own messages. */
  @TextColumn({ nullable: true })
  model!: string | null;

  @BigintColumn()
  createdAt!: number;

  /** The message that this one follows; null for a first one. */
  @TextColumn({ nullable: true })
  parentId!: string | null;
}
