import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type {
  ConversationPatch,
  ConversationsAnswer,
  ConversationView,
  MessageRole,
  MessagesAnswer,
  MessageStatus,
  MessageView,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { IsOptional, Matches } from 'class-validator';
import { PageQuery, Text } from '../../platform/http';

export class ConversationsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the title', maxLength: LIMITS.titleMax })
  @IsOptional()
  @Text(1, LIMITS.titleMax)
  readonly q?: string;
}

@ApiSchema({ name: 'ConversationPatch' })
export class ConversationPatchDto implements ConversationPatch {
  @ApiProperty({ maxLength: LIMITS.titleMax, example: 'Plans for the garden' })
  @Matches(/\S/, { message: 'must not be empty' })
  @Text(1, LIMITS.titleMax)
  readonly title!: string;
}

@ApiSchema({ name: 'Conversation' })
export class ConversationDto implements ConversationView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ example: 'Hello, how are you?' })
  readonly title!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiProperty({ format: 'date-time' })
  readonly updatedAt!: string;
}

@ApiSchema({ name: 'ConversationsAnswer' })
export class ConversationsAnswerDto implements ConversationsAnswer {
  @ApiProperty({ type: [ConversationDto] })
  readonly conversations!: readonly ConversationDto[];

  @ApiProperty({ type: String, nullable: true })
  readonly nextCursor!: string | null;
}

@ApiSchema({ name: 'Message' })
export class MessageDto implements MessageView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly conversationId!: string;

  @ApiProperty({ enum: ['user', 'assistant'] })
  readonly role!: MessageRole;

  @ApiProperty({ example: 'Hello! How can I help you?' })
  readonly content!: string;

  @ApiProperty({ type: 'integer', example: 15 })
  readonly tokens!: number;

  @ApiProperty({ enum: ['complete', 'streaming', 'stopped', 'interrupted', 'failed'] })
  readonly status!: MessageStatus;

  @ApiPropertyOptional({ format: 'uuid', description: 'While streaming: to resume or stop it' })
  readonly generationId?: string;

  @ApiPropertyOptional({ example: 'demo' })
  readonly model?: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'MessagesAnswer' })
export class MessagesAnswerDto implements MessagesAnswer {
  @ApiProperty({ type: [MessageDto] })
  readonly messages!: readonly MessageDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Leads to older messages' })
  readonly nextCursor!: string | null;
}
