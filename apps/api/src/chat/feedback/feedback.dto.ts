import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { FeedbackAnswer, FeedbackRating, FeedbackRequest } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { IsIn, ValidateIf } from 'class-validator';
import { Text } from '../../platform/http';

const RATINGS = ['up', 'down'] as const;

@ApiSchema({ name: 'FeedbackRequest' })
export class FeedbackRequestDto implements FeedbackRequest {
  @ApiProperty({ type: String, enum: RATINGS, nullable: true, description: '`null` takes it back' })
  @ValidateIf((_, value) => value !== null)
  @IsIn(RATINGS, { message: 'must be up, down or null' })
  readonly rating!: FeedbackRating | null;

  @ApiPropertyOptional({ maxLength: LIMITS.feedbackMax, example: 'Just what I needed' })
  @ValidateIf((_, value) => value !== undefined)
  @Text(1, LIMITS.feedbackMax)
  readonly comment?: string;
}

@ApiSchema({ name: 'FeedbackAnswer' })
export class FeedbackAnswerDto implements FeedbackAnswer {
  @ApiProperty({ type: String, enum: RATINGS, nullable: true })
  readonly rating!: FeedbackRating | null;

  @ApiProperty({ type: String, nullable: true })
  readonly comment!: string | null;
}
