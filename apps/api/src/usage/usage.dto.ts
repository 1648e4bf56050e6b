import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { UsageAnswer, UsageType, UsageView } from '@prome-dify/contracts';

const ID = '0198c2f1-6a70-7b1c-8f57-0e6ac5a1a0aa';

@ApiSchema({ name: 'Usage' })
export class UsageDto implements UsageView {
  @ApiProperty({ format: 'uuid', example: ID })
  readonly id!: string;

  @ApiProperty({ format: 'uuid', example: ID })
  readonly userId!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, example: ID })
  readonly conversationId!: string | null;

  @ApiProperty({
    type: 'integer',
    description: 'Tokens spent; negative for tokens added',
    example: 25,
  })
  readonly tokensUsed!: number;

  @ApiProperty({ type: 'integer', example: 975 })
  readonly balanceAfter!: number;

  @ApiProperty({ enum: ['chat', 'purchase', 'grant', 'refund', 'adjustment'] })
  readonly type!: UsageType;

  @ApiProperty({ format: 'date-time', example: '2026-01-01T00:00:00.000Z' })
  readonly createdAt!: string;
}

@ApiSchema({ name: 'UsageHistory' })
export class UsageHistoryDto implements UsageAnswer {
  @ApiProperty({ type: [UsageDto], description: 'Newest first' })
  readonly usage!: readonly UsageDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Leads to the next page' })
  readonly nextCursor!: string | null;
}
