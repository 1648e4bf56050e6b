import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import type {
  UsageGrouping,
  UsageOfModel,
  UsageSum,
  UsageSummaryAnswer,
} from '@prome-dify/contracts';

@ApiSchema({ name: 'UsageTotal' })
export class UsageTotalDto {
  @ApiProperty({ type: 'integer', example: 4, description: 'How many changes of the balance' })
  readonly changes!: number;

  @ApiProperty({ type: 'integer', example: 120 })
  readonly spent!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  readonly added!: number;
}

@ApiSchema({ name: 'UsageOfModel' })
export class UsageOfModelDto implements UsageOfModel {
  @ApiProperty({ type: String, nullable: true, example: 'demo' })
  readonly model!: string | null;

  @ApiProperty({ type: 'integer', example: 120 })
  readonly spent!: number;
}

@ApiSchema({ name: 'UsageSum' })
export class UsageSumDto extends UsageTotalDto implements UsageSum {
  @ApiProperty({
    type: String,
    nullable: true,
    example: '2026-01-31',
    description: 'The day, the model, or the id of the conversation',
  })
  readonly key!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The title of a conversation' })
  readonly title!: string | null;

  @ApiPropertyOptional({
    type: [UsageOfModelDto],
    description: 'Of a day only: what went to which model, dearest first',
  })
  readonly models?: readonly UsageOfModelDto[];
}

@ApiSchema({ name: 'UsageSummary' })
export class UsageSummaryDto implements UsageSummaryAnswer {
  @ApiProperty({ enum: ['day', 'model', 'conversation'] })
  readonly by!: UsageGrouping;

  @ApiProperty({ format: 'date', example: '2026-01-01' })
  readonly from!: string;

  @ApiProperty({ format: 'date', example: '2026-01-31' })
  readonly to!: string;

  @ApiProperty({
    type: [UsageSumDto],
    description: 'Days in their order; models and conversations by tokens spent, the first 50',
  })
  readonly sums!: readonly UsageSumDto[];

  @ApiProperty({ type: UsageTotalDto, description: 'Of everything, also beyond the first 50' })
  readonly total!: UsageTotalDto;
}
