import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { ModelsAnswer, ModelView } from '@prome-dify/contracts';

@ApiSchema({ name: 'Model' })
export class ModelDto implements ModelView {
  @ApiProperty({ example: 'demo' })
  readonly id!: string;

  @ApiProperty({ example: 'Demo model' })
  readonly label!: string;

  @ApiProperty({ enum: ['openai-compatible', 'dify', 'ai-sdk', 'demo'] })
  readonly backend!: ModelView['backend'];

  @ApiProperty({ example: 1, description: 'Balance tokens per prompt token' })
  readonly inputRate!: number;

  @ApiProperty({ example: 1, description: 'Balance tokens per cached prompt token' })
  readonly cachedInputRate!: number;

  @ApiProperty({ example: 1, description: 'Balance tokens per answer token' })
  readonly outputRate!: number;

  @ApiProperty({ type: 'integer', example: 1024 })
  readonly maxOutputTokens!: number;

  @ApiProperty({ type: 'integer', example: 8192 })
  readonly contextTokens!: number;
}

@ApiSchema({ name: 'ModelsAnswer' })
export class ModelsAnswerDto implements ModelsAnswer {
  @ApiProperty({ type: [ModelDto] })
  readonly models!: readonly ModelDto[];

  @ApiProperty({ example: 'demo', description: 'Used by a chat that names no model' })
  readonly default!: string;
}
