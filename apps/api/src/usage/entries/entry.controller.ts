import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, PageQuery } from '../../platform/http';
import { EntriesAnswerDto, LedgerProofDto } from './entry.dto';
import { EntryService } from './entry.service';

/** A user's own account in the ledger. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/ledger')
export class EntryController {
  constructor(private readonly entries: EntryService) {}

  @Get()
  @ApiOperation({ summary: 'The entries of your account, newest first' })
  @ApiOkResponse({ type: EntriesAnswerDto })
  @ApiProblems('validation_failed', 'unauthorized')
  list(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<EntriesAnswerDto> {
    return this.entries.list(userId, query);
  }

  @Get('verify')
  @ApiOperation({ summary: 'Checks that every entry of your account follows from the one before' })
  @ApiOkResponse({ type: LedgerProofDto })
  @ApiProblems('unauthorized')
  verify(@CurrentUser() { userId }: Principal): Promise<LedgerProofDto> {
    return this.entries.verify(userId);
  }
}
