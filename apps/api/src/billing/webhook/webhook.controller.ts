import { Controller, Headers, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { ApiProblems, Public } from '../../platform/http';
import { WebhookTakenDto } from '../billing.dto';
import { WebhookService } from './webhook.service';

/** Where Stripe reports. Open to everybody; the signature over the raw body is what counts. */
@ApiTags('Billing')
@Controller('billing/webhook')
export class WebhookController {
  constructor(private readonly webhook: WebhookService) {}

  @Post()
  @Public()
  @HttpCode(200)
  @RouteConfig({ rawBody: true })
  @ApiOperation({
    summary: 'Takes an event of Stripe',
    description: 'For Stripe only: the body must be signed in the header `Stripe-Signature`.',
  })
  @ApiOkResponse({ type: WebhookTakenDto, description: 'The event is stored and has taken effect' })
  @ApiProblems(
    'webhook_invalid',
    'body_too_large',
    'unsupported_media_type',
    'payment_unavailable',
    'payments_not_configured',
    'server_busy',
  )
  async take(
    @Req() request: FastifyRequest,
    @Headers('stripe-signature') signature?: string,
  ): Promise<WebhookTakenDto> {
    await this.webhook.take(request.rawBody, signature);
    return { received: true };
  }
}
