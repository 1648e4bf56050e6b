import { Readable } from 'node:stream';
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { refuseBackwards } from '../days';
import { UsageFilterQuery } from '../usage-query.dto';
import { UsageExport } from './export.service';

const FILE = {
  type: 'text/csv; charset=utf-8',
  disposition: 'attachment; filename="usage.csv"',
};

/** The history of a user's tokens as a file. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/usage/export')
export class ExportController {
  constructor(private readonly exported: UsageExport) {}

  @Get()
  @ApiOperation({
    summary: 'Your history as CSV (RFC 4180), newest first',
    description: 'Text that a spreadsheet would take for a formula has an apostrophe before it.',
  })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiProblems('validation_failed', 'unauthorized')
  find(@CurrentUser() { userId }: Principal, @Query() filter: UsageFilterQuery): StreamableFile {
    refuseBackwards(filter);
    return new StreamableFile(Readable.from(this.exported.csv(userId, filter)), FILE);
  }
}
