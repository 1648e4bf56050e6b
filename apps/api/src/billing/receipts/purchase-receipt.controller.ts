import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam } from '../../platform/http';
import { PurchaseReceiptDto } from '../billing.dto';
import { PurchaseReceipts } from './purchase-receipts';

/** Receipts, which are Stripe's. */
@ApiTags('Billing')
@Controller('billing/purchases')
export class PurchaseReceiptController {
  constructor(private readonly receipts: PurchaseReceipts) {}

  @Get(':id/receipt')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Where the receipt of a purchase is',
    description: 'Asks Stripe for the address of its receipt page, as it is at this moment.',
  })
  @ApiOkResponse({ type: PurchaseReceiptDto })
  @ApiProblems(
    'validation_failed',
    'unauthorized',
    'not_found',
    'payment_unavailable',
    'payments_not_configured',
  )
  async find(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: string,
  ): Promise<PurchaseReceiptDto> {
    return { url: await this.receipts.find(userId, id) };
  }
}
