import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { summaryDays } from '../days';
import { UsageSummaryQuery } from '../usage-query.dto';
import { UsageSummaryDto } from './summary.dto';
import { SummaryRepository } from './summary.repository';

/** What a user's tokens were spent on, in sums. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/usage/summary')
export class SummaryController {
  constructor(private readonly summary: SummaryRepository) {}

  @Get()
  @ApiOperation({
    summary: 'What you spent and got, in sums of each day, model or conversation',
    description: 'Days are those of UTC: the last 30 unless told, 366 at the most.',
  })
  @ApiOkResponse({ type: UsageSummaryDto })
  @ApiProblems('validation_failed', 'unauthorized')
  async find(
    @CurrentUser() { userId }: Principal,
    @Query() { by, type, ...asked }: UsageSummaryQuery,
  ): Promise<UsageSummaryDto> {
    const days = summaryDays(asked, Date.now());
    const filter = { ...days, ...(type === undefined ? {} : { type }) };
    const sums =
      by === 'day'
        ? await this.summary.days(userId, filter)
        : await this.summary.sums(userId, by, filter);
    return { by, ...days, sums, total: await this.summary.total(userId, filter) };
  }
}
