import type { MessageEvent } from '@nestjs/common';
import { Controller, Get, Res, Sse } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import { Ledger } from '../../ledger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { OpenStreams } from '../../platform/streams/open-streams';
import { cutWhenStalled } from '../../platform/streams/stalled-readers';
import { BalanceDto } from '../billing.dto';
import { LiveBalance } from './live-balance';

/** What is left to spend. */
@ApiTags('Billing')
@ApiBearerAuth()
@Controller('billing/balance')
export class BalanceController {
  constructor(
    private readonly ledger: Ledger,
    private readonly live: LiveBalance,
    private readonly streams: OpenStreams,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your balance' })
  @ApiOkResponse({ type: BalanceDto })
  @ApiProblems('unauthorized')
  balance(@CurrentUser() { userId }: Principal): Promise<BalanceDto> {
    return this.ledger.balance(userId);
  }

  @Sse('stream')
  @ApiOperation({
    summary: 'Your balance, live',
    description: 'Server-sent events named `balance`: one at once, then one after every change.',
  })
  @ApiOkResponse({
    content: { 'text/event-stream': { schema: { type: 'string' } } },
    description:
      'event: balance\ndata: {"balance":1000,"held":0,"available":1000,"gift":1000,"debt":0}',
  })
  @ApiProblems('unauthorized')
  stream(
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Observable<MessageEvent> {
    return this.streams.of(user, cutWhenStalled(reply.raw, this.live.of(user.userId)));
  }
}
