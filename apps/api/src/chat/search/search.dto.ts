import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type { MessageRole, SearchAnswer, SearchHit, SnippetPart } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { IsOptional } from 'class-validator';
import { PageQuery, Text } from '../../platform/http';

export class SearchQuery extends PageQuery {
  @ApiPropertyOptional({
    description: 'Words, each found by its beginning; nothing else has a meaning',
    maxLength: LIMITS.searchMax,
  })
  @IsOptional()
  @Text(0, LIMITS.searchMax)
  readonly q?: string;
}

@ApiSchema({ name: 'SnippetPart' })
export class SnippetPartDto implements SnippetPart {
  @ApiProperty({ example: 'garden' })
  readonly text!: string;

  @ApiProperty({ description: 'Whether this is what was looked for' })
  readonly marked!: boolean;
}

@ApiSchema({ name: 'SearchHit' })
export class SearchHitDto implements SearchHit {
  @ApiProperty({ format: 'uuid' })
  readonly conversationId!: string;

  @ApiProperty({ example: 'Plans for the garden' })
  readonly title!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null for a title' })
  readonly messageId!: string | null;

  @ApiProperty({ type: String, enum: ['user', 'assistant'], nullable: true })
  readonly role!: MessageRole | null;

  @ApiProperty({ type: [SnippetPartDto] })
  readonly snippet!: readonly SnippetPart[];

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'SearchAnswer' })
export class SearchAnswerDto implements SearchAnswer {
  @ApiProperty({ type: [SearchHitDto], description: `${LIMITS.searchPageMax} at the most` })
  readonly hits!: readonly SearchHit[];

  @ApiProperty({ type: String, nullable: true })
  readonly nextCursor!: string | null;
}
