import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { IDEMPOTENCY_KEY_HEADER } from '@prome-dify/contracts';
import type { Principal } from '../platform/http';
import { ApiProblems, CurrentUser, IdParam, PageQuery, Public } from '../platform/http';
import { TellsRateLimits } from '../platform/limits';
import {
  CheckoutDto,
  CheckoutRequestDto,
  PackagesDto,
  PurchaseAnswerDto,
  PurchasesDto,
} from './billing.dto';
import { CheckoutService } from './checkout/checkout.service';
import { ConfirmService } from './checkout/confirm.service';
import { PurchasesService } from './orders/purchases.service';
import { Catalogue } from './packages/catalogue';
import { StripeGateway } from './stripe/stripe-gateway';

/** Buying tokens. */
@ApiTags('Billing')
@Controller('billing')
export class BillingController {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly stripe: StripeGateway,
    private readonly checkouts: CheckoutService,
    private readonly confirmations: ConfirmService,
    private readonly purchases: PurchasesService,
  ) {}

  @Get('packages')
  @Public()
  @ApiOperation({ summary: 'What is for sale' })
  @ApiOkResponse({ type: PackagesDto })
  async packages(): Promise<PackagesDto> {
    return { packages: await this.catalogue.onSale(), mode: this.stripe.mode };
  }

  @TellsRateLimits()
  @Post('checkout')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Begins a purchase at Stripe' })
  @ApiHeader({
    name: IDEMPOTENCY_KEY_HEADER,
    required: false,
    description: 'Repeating a request with the same key leads to the same checkout',
  })
  @ApiOkResponse({ type: CheckoutDto })
  @ApiProblems(
    'validation_failed',
    'invalid_json',
    'unauthorized',
    'not_found',
    'gone',
    'idempotency_mismatch',
    'payment_unavailable',
    'payments_not_configured',
    'rate_limited',
  )
  async checkout(
    @CurrentUser() { userId }: Principal,
    @Body() { packageId }: CheckoutRequestDto,
    @Headers(IDEMPOTENCY_KEY_HEADER) idempotencyKey?: string,
    @Headers('origin') origin?: string,
  ): Promise<CheckoutDto> {
    return { url: await this.checkouts.begin(userId, packageId, idempotencyKey, origin) };
  }

  @TellsRateLimits()
  @Post('checkout/:sessionId/confirm')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Brings a purchase up to date on return from Stripe',
    description: 'Asks Stripe about the session and credits what was paid; safe to repeat.',
  })
  @ApiParam({ name: 'sessionId', example: 'cs_test_a1' })
  @ApiOkResponse({ type: PurchaseAnswerDto })
  @ApiProblems('unauthorized', 'not_found', 'payment_unavailable', 'payments_not_configured')
  @ApiProblems('rate_limited')
  confirm(
    @CurrentUser() { userId }: Principal,
    @Param('sessionId') sessionId: string,
  ): Promise<PurchaseAnswerDto> {
    return this.confirmations.confirm(userId, sessionId);
  }

  @Get('purchases')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Your purchases, newest first' })
  @ApiOkResponse({ type: PurchasesDto })
  @ApiProblems('validation_failed', 'unauthorized')
  list(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<PurchasesDto> {
    return this.purchases.list(userId, query);
  }

  @Get('purchases/:id')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'One of your purchases' })
  @ApiOkResponse({ type: PurchaseAnswerDto })
  @ApiProblems('validation_failed', 'unauthorized', 'not_found')
  find(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: string,
  ): Promise<PurchaseAnswerDto> {
    return this.purchases.find(userId, id);
  }
}
