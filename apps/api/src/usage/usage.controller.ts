import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../platform/http';
import { ApiProblems, CurrentUser } from '../platform/http';
import { UsageListQuery } from './usage-query.dto';
import { UsageHistoryDto } from './usage.dto';
import { UsageService } from './usage.service';

/** The history of a user's tokens. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/usage')
export class UsageController {
  constructor(private readonly usage: UsageService) {}

  @Get()
  @ApiOperation({ summary: 'Where your tokens went and came from, newest first' })
  @ApiOkResponse({ type: UsageHistoryDto })
  @ApiProblems('validation_failed', 'unauthorized')
  list(
    @CurrentUser() { userId }: Principal,
    @Query() query: UsageListQuery,
  ): Promise<UsageHistoryDto> {
    return this.usage.list(userId, query);
  }
}
