import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ReceiptAnswer, ReceiptLine, TokenClass, UsageSource } from '@prome-dify/contracts';

@ApiSchema({ name: 'ReceiptLine' })
export class ReceiptLineDto implements ReceiptLine {
  @ApiProperty({ enum: ['input', 'cached_input', 'output'] })
  readonly class!: TokenClass;

  @ApiProperty({ type: 'integer', example: 12 })
  readonly tokens!: number;

  @ApiProperty({ example: 1, description: 'Balance tokens per upstream token' })
  readonly rate!: number;

  @ApiProperty({ example: 12, description: '`tokens × rate`' })
  readonly amount!: number;
}

@ApiSchema({ name: 'Receipt' })
export class ReceiptDto implements ReceiptAnswer {
  @ApiProperty({ format: 'uuid' })
  readonly messageId!: string;

  @ApiProperty({ format: 'uuid' })
  readonly conversationId!: string;

  @ApiProperty({ example: 'demo' })
  readonly model!: string;

  @ApiProperty({ enum: ['provider', 'estimated'], description: 'Who counted the tokens' })
  readonly source!: UsageSource;

  @ApiProperty({ type: [ReceiptLineDto] })
  readonly lines!: readonly ReceiptLineDto[];

  @ApiProperty({ example: 24.5, description: 'Sum of the lines, before it is rounded up' })
  readonly total!: number;

  @ApiProperty({ type: 'integer', example: 25, description: 'Never more than was held' })
  readonly charge!: number;

  @ApiProperty({ type: 'integer', example: 0, description: 'Given back since: it was too much' })
  readonly creditedBack!: number;

  @ApiProperty({ type: 'integer', example: 975 })
  readonly balanceAfter!: number;

  @ApiProperty({ format: 'uuid', description: 'The entry of the ledger' })
  readonly entryId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly createdAt!: string;
}
