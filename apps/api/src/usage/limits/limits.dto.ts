import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { SpendingLimits, SpendingLimitsAnswer } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';

const { spendingLimitMax: LIMIT_MAX } = LIMITS;
const LIMIT = { type: 'integer', minimum: 1, maximum: LIMIT_MAX, nullable: true } as const;

/** A whole number of tokens, or `null` for no limit; never left out. */
function Limit(description: string): PropertyDecorator {
  const decorators = [
    ApiProperty({ ...LIMIT, description }),
    ValidateIf((_, value) => value !== null),
    IsInt({ message: 'must be a whole number, or null' }),
    Min(1, { message: 'must be 1 or more, or null' }),
    Max(LIMIT_MAX, { message: `must be ${LIMIT_MAX} at most, or null` }),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

@ApiSchema({ name: 'SpendingLimits' })
export class SpendingLimitsDto implements SpendingLimits {
  @Limit('Most tokens that one answer may cost')
  readonly perAnswer!: number | null;

  @Limit('Most tokens that the answers of one day may cost')
  readonly perDay!: number | null;
}

@ApiSchema({ name: 'SpendingLimitsAnswer' })
export class SpendingLimitsAnswerDto implements SpendingLimitsAnswer {
  @ApiProperty({ type: SpendingLimitsDto })
  readonly limits!: SpendingLimitsDto;

  @ApiProperty({ type: 'integer', example: 120 })
  readonly spentToday!: number;

  @ApiProperty({ format: 'date-time' })
  readonly dayEndsAt!: string;
}
