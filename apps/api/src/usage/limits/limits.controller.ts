import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Budgets } from '../../ledger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { SpendingLimitsAnswerDto, SpendingLimitsDto } from './limits.dto';

/** What a user wants to spend at the most. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/limits')
export class LimitsController {
  constructor(private readonly budgets: Budgets) {}

  @Get()
  @ApiOperation({ summary: 'Your own spending limits, and what is spent of today’s' })
  @ApiOkResponse({ type: SpendingLimitsAnswerDto })
  @ApiProblems('unauthorized')
  find(@CurrentUser() { userId }: Principal): Promise<SpendingLimitsAnswerDto> {
    return this.budgets.limits(userId);
  }

  @Put()
  @ApiOperation({ summary: 'Set your own spending limits; they hold from the next answer on' })
  @ApiOkResponse({ type: SpendingLimitsAnswerDto })
  @ApiProblems('validation_failed', 'unauthorized')
  async set(
    @CurrentUser() { userId }: Principal,
    @Body() limits: SpendingLimitsDto,
  ): Promise<SpendingLimitsAnswerDto> {
    await this.budgets.setLimits(userId, limits);
    return this.budgets.limits(userId);
  }
}
