import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type {
  ConversationExport,
  ConversationPatch,
  ConversationsAnswer,
  ConversationView,
  FeedbackRating,
  MessageFeedback,
  MessageRole,
  MessagesAnswer,
  MessageStatus,
  MessageVersion,
  MessageView,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsUUID, Matches, ValidateIf } from 'class-validator';
import { PageQuery, Text } from '../../platform/http';

export class ConversationsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the title', maxLength: LIMITS.titleMax })
  @IsOptional()
  @Text(1, LIMITS.titleMax)
  readonly q?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'Those out of sight' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === 'false' ? value === 'true' : value,
  )
  @IsBoolean({ message: 'must be true or false' })
  readonly archived?: boolean;
}

export class ExportQuery {
  @ApiProperty({ enum: ['md', 'json'] })
  @IsIn(['md', 'json'], { message: 'must be md or json' })
  readonly format!: 'md' | 'json';
}

/** May be left out; `null` is no way to do that. */
const IfSent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

@ApiSchema({ name: 'ConversationPatch' })
export class ConversationPatchDto implements ConversationPatch {
  @ApiPropertyOptional({ maxLength: LIMITS.titleMax, example: 'Plans for the garden' })
  @IfSent()
  @Matches(/\S/, { message: 'must not be empty' })
  @Text(1, LIMITS.titleMax)
  readonly title?: string;

  @ApiPropertyOptional({ description: 'Stays on top of the list' })
  @IfSent()
  @IsBoolean({ message: 'must be true or false' })
  readonly pinned?: boolean;

  @ApiPropertyOptional({ description: 'Out of the list, and in one of its own' })
  @IfSent()
  @IsBoolean({ message: 'must be true or false' })
  readonly archived?: boolean;

  @ApiPropertyOptional({ format: 'uuid', description: 'Show the branch that this message is on' })
  @IfSent()
  @IsUUID('all', { message: 'must be an id' })
  readonly activeMessageId?: string;
}

@ApiSchema({ name: 'Conversation' })
export class ConversationDto implements ConversationView {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'uuid' })
  readonly userId!: string;

  @ApiProperty({ example: 'Hello, how are you?' })
  readonly title!: string;

  @ApiProperty()
  readonly pinned!: boolean;

  @ApiProperty()
  readonly archived!: boolean;

  @ApiProperty({ description: 'Whether there is a public link to it' })
  readonly shared!: boolean;

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

@ApiSchema({ name: 'MessageFeedback' })
export class MessageFeedbackDto implements MessageFeedback {
  @ApiProperty({ enum: ['up', 'down'] })
  readonly rating!: FeedbackRating;

  @ApiPropertyOptional()
  readonly comment?: string;
}

@ApiSchema({ name: 'MessageVersion' })
export class MessageVersionDto implements MessageVersion {
  @ApiProperty({ type: 'integer', example: 2, description: 'From 1, oldest first' })
  readonly number!: number;

  @ApiProperty({ type: 'integer', example: 3 })
  readonly count!: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly previousId!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly nextId!: string | null;
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

  @ApiPropertyOptional({ type: MessageFeedbackDto })
  readonly feedback?: MessageFeedbackDto;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'What it follows' })
  readonly parentId!: string | null;

  @ApiPropertyOptional({ type: MessageVersionDto, description: 'Where there are other versions' })
  readonly version?: MessageVersion;

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

@ApiSchema({ name: 'ConversationExport' })
export class ConversationExportDto implements ConversationExport {
  @ApiProperty({ type: ConversationDto })
  readonly conversation!: ConversationDto;

  @ApiProperty({ type: [MessageDto] })
  readonly messages!: readonly MessageDto[];
}
