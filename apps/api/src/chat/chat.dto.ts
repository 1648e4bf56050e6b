import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type {
  ChatQuote,
  ChatRequest,
  LengthBound,
  MessageStatus,
  StopAnswer,
} from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import type { ValidationArguments } from 'class-validator';
import { IsUUID, Matches, ValidateBy, ValidateIf } from 'class-validator';
import { Text } from '../platform/http';

/** Anything to read at all: not only white space and zero-width characters. */
const VISIBLE = /[^\s\p{Cf}]/u;

/** May be left out; `null` is no way to do that. */
const IfSent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

/** Refused beside these other members, which say something else. */
const Without = (...others: readonly (keyof ChatRequest)[]): PropertyDecorator =>
  ValidateBy({
    name: 'without',
    validator: {
      validate: (_, { object }: ValidationArguments) =>
        others.every((other) => (object as ChatRequest)[other] === undefined),
      defaultMessage: () => `must be without ${others.join(' and ')}`,
    },
  });

@ApiSchema({ name: 'ChatRequest' })
export class ChatRequestDto implements ChatRequest {
  @ApiPropertyOptional({
    maxLength: LIMITS.messageMax,
    example: 'Hello, how are you?',
    description: 'Must be there, except with regenerate',
  })
  @ValidateIf(({ regenerate }: ChatRequest) => regenerate === undefined)
  @Matches(VISIBLE, { message: 'must not be empty' })
  @Text(1, LIMITS.messageMax)
  readonly message?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Continue this conversation' })
  @ValidateIf(
    ({ conversationId, parentId, regenerate }: ChatRequest) =>
      conversationId !== undefined || parentId !== undefined || regenerate !== undefined,
  )
  @IsUUID('all', { message: 'must be an id' })
  readonly conversationId?: string;

  @ApiPropertyOptional({ description: 'An id of GET /api/models', example: 'demo' })
  @IfSent()
  @Text(1, 200)
  readonly model?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The answer that the message follows, null for another first one: a new branch',
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsUUID('all', { message: 'must be an id or null' })
  readonly parentId?: string | null;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'The answer of which another version is wanted, in place of a message',
  })
  @IfSent()
  @Without('message', 'parentId')
  @IsUUID('all', { message: 'must be an id' })
  readonly regenerate?: string;
}

@ApiSchema({ name: 'ChatQuote' })
export class ChatQuoteDto implements ChatQuote {
  @ApiProperty({ example: 'demo' })
  readonly model!: string;

  @ApiProperty({ type: 'integer', example: 12, description: 'Upstream tokens of the prompt' })
  readonly promptTokens!: number;

  @ApiProperty({ type: 'integer', example: 12, description: 'Least that an answer costs' })
  readonly minTokens!: number;

  @ApiProperty({ type: 'integer', example: 988, description: 'What would be held' })
  readonly maxTokens!: number;

  @ApiProperty({ type: 'integer', example: 1000 })
  readonly balance!: number;

  @ApiProperty()
  readonly affordable!: boolean;

  @ApiProperty({ enum: ['model', 'balance', 'answer_limit', 'daily_limit'] })
  readonly limitedBy!: LengthBound;
}

@ApiSchema({ name: 'StopAnswer' })
export class StopAnswerDto implements StopAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly generationId!: string;

  @ApiProperty({ enum: ['complete', 'streaming', 'stopped', 'interrupted', 'failed'] })
  readonly status!: MessageStatus;
}
