import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam, ProblemError } from '../../platform/http';
import { receiptOf } from './receipt';
import { ReceiptDto } from './receipt.dto';
import { ReceiptRepository } from './receipt.repository';

/** The receipts of answers. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('messages')
export class ReceiptController {
  constructor(private readonly receipts: ReceiptRepository) {}

  @Get(':id/receipt')
  @ApiOperation({ summary: 'How the charge of an answer came about' })
  @ApiOkResponse({ type: ReceiptDto })
  @ApiProblems('validation_failed', 'unauthorized', 'not_found')
  async find(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: string,
  ): Promise<ReceiptDto> {
    const answer = await this.receipts.find(userId, id);
    if (!answer) throw new ProblemError('not_found');
    return receiptOf(answer);
  }
}
