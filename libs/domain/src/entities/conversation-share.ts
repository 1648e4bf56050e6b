import { Entity, ForeignKey, Unique } from 'typeorm';
import { BigintColumn } from '../columns/bigint-column';
import { IdColumn, TextColumn } from '../columns/text-columns';
import { Conversation } from './conversation';

/**
 * The public link of a conversation, and what it shows: the title and the messages as they were when
 * it was shared or brought up to date. Revoking it deletes the row.
 */
@Entity('conversation_share')
@Unique('conversation_share_conversation_id_key', ['conversationId'])
@Unique('conversation_share_token_hash_key', ['tokenHash'])
export class ConversationShare {
  @IdColumn('conversation_share_pkey')
  id!: string;

  @TextColumn()
  @ForeignKey(() => Conversation, {
    name: 'conversation_share_conversation_id_fkey',
    onDelete: 'CASCADE',
  })
  conversationId!: string;

  /** Random; with a key of the server it gives the token, which is kept nowhere. */
  @TextColumn()
  seed!: string;

  /** SHA-256 of the token. */
  @TextColumn()
  tokenHash!: string;

  @TextColumn()
  title!: string;

  /** Nothing behind this message is shown. */
  @TextColumn()
  lastMessageId!: string;

  @BigintColumn()
  createdAt!: number;

  /** When the title and the messages were as they are shown. */
  @BigintColumn()
  updatedAt!: number;
}
