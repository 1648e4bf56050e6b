import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import type { UsageGrouping, UsageType } from '@prome-dify/contracts';
import { IsIn, IsOptional, ValidateBy } from 'class-validator';
import { PageQuery } from '../platform/http';
import { isDay } from './days';

const TYPES = ['chat', 'purchase', 'grant', 'refund', 'adjustment'] as const;
const GROUPINGS = ['day', 'model', 'conversation'] as const;

const IsDay = () =>
  ValidateBy({
    name: 'isDay',
    validator: { validate: isDay, defaultMessage: () => 'must be a day like 2026-01-31' },
  });

/** `?from=&to=&type=`: which changes of the balance are meant. */
export class UsageFilterQuery {
  @ApiPropertyOptional({ format: 'date', description: 'The first day, UTC' })
  @IsOptional()
  @IsDay()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The last day, UTC' })
  @IsOptional()
  @IsDay()
  readonly to?: string;

  @ApiPropertyOptional({ enum: TYPES, description: 'Only changes of this kind' })
  @IsOptional()
  @IsIn(TYPES, { message: `must be one of ${TYPES.join(', ')}` })
  readonly type?: UsageType;
}

/** The same, page by page. */
export class UsageListQuery extends IntersectionType(PageQuery, UsageFilterQuery) {}

/** The same, in sums of each day, model or conversation. */
export class UsageSummaryQuery extends UsageFilterQuery {
  @ApiPropertyOptional({ enum: GROUPINGS, default: 'day' })
  @IsOptional()
  @IsIn(GROUPINGS, { message: `must be one of ${GROUPINGS.join(', ')}` })
  readonly by: UsageGrouping = 'day';
}
