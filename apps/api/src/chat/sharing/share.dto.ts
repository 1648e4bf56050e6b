import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type {
  MessageRole,
  MessageStatus,
  ShareAnswer,
  SharedConversation,
  SharedMessage,
} from '@prome-dify/contracts';

@ApiSchema({ name: 'ShareAnswer' })
export class ShareAnswerDto implements ShareAnswer {
  @ApiProperty({ description: 'Reads it at `/shared/<token>`', minLength: 43, maxLength: 43 })
  readonly token!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was as the link shows it' })
  readonly updatedAt!: string;

  @ApiProperty({ description: 'Whether it has changed since then' })
  readonly outdated!: boolean;
}

@ApiSchema({ name: 'SharedMessage' })
export class SharedMessageDto implements SharedMessage {
  @ApiProperty({ enum: ['user', 'assistant'] })
  readonly role!: MessageRole;

  @ApiProperty({ example: 'Hello! How can I help you?' })
  readonly content!: string;

  @ApiProperty({ enum: ['complete', 'streaming', 'stopped', 'interrupted', 'failed'] })
  readonly status!: MessageStatus;
}

@ApiSchema({ name: 'SharedConversation' })
export class SharedConversationDto implements SharedConversation {
  @ApiProperty({ example: 'Plans for the garden' })
  readonly title!: string;

  @ApiProperty({ format: 'date-time' })
  readonly updatedAt!: string;

  @ApiProperty({ type: [SharedMessageDto] })
  readonly messages!: readonly SharedMessageDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Leads to older messages' })
  readonly nextCursor!: string | null;
}
