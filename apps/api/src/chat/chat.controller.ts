import type { MessageEvent } from '@nestjs/common';
import { Body, Controller, HttpCode, Param, Post, RequestMethod, Res, Sse } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { GENERATION_ID_HEADER, IDEMPOTENCY_KEY_HEADER } from '@prome-dify/contracts';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import type { Principal } from '../platform/http';
import { ApiProblems, CurrentUser, IdParam } from '../platform/http';
import { tellingRates } from '../platform/limits';
import { OpenStreams } from '../platform/streams/open-streams';
import { cutWhenStalled } from '../platform/streams/stalled-readers';
import { writeEvents } from './chat-stream';
import { ChatQuoteDto, ChatRequestDto, StopAnswerDto } from './chat.dto';
import { ApiChatStream } from './chat-stream.openapi';
import type { ChatStream } from './chat.service';
import { ChatService } from './chat.service';
import { IdempotencyKey, LastEventId } from './chat.params';
import { ChatLimits } from './turn/chat-limits';

@ApiTags('Chat')
@ApiBearerAuth()
@Controller('chat')
export class ChatController {
  constructor(
    private readonly chats: ChatService,
    private readonly streams: OpenStreams,
    private readonly limits: ChatLimits,
  ) {}

  @Sse('', { method: RequestMethod.POST })
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a message and stream the answer' })
  @ApiHeader({
    name: IDEMPOTENCY_KEY_HEADER,
    required: false,
    description: 'Repeat a send with the same key and it attaches to the first one',
  })
  @ApiChatStream()
  @ApiProblems('conversation_busy', 'idempotency_mismatch', 'too_many_streams', 'unknown_model')
  @ApiProblems('rate_limited')
  @ApiProblems('validation_failed', 'unauthorized', 'not_found', 'server_busy', 'server_restarting')
  async send(
    @CurrentUser() user: Principal,
    @Body() request: ChatRequestDto,
    @IdempotencyKey() key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Observable<MessageEvent>> {
    await tellingRates(reply, () => this.limits.countMessage(user.userId));
    return this.streams.of(user, stream(await this.chats.send(user.userId, request, key), reply));
  }

  @Sse(':generationId/stream')
  @ApiOperation({ summary: 'Resume an answer after the last event received' })
  @ApiHeader({ name: 'last-event-id', required: false })
  @ApiQuery({ name: 'after', required: false, description: 'Same as Last-Event-ID' })
  @ApiChatStream()
  @ApiProblems('validation_failed', 'unauthorized', 'not_found')
  async resume(
    @CurrentUser() user: Principal,
    @Param('generationId', IdParam) generationId: string,
    @LastEventId() after: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Observable<MessageEvent>> {
    const answer = await this.chats.resume(user.userId, generationId, after);
    return this.streams.of(user, stream(answer, reply));
  }

  @Post(':generationId/stop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop an answer; it is settled for what was delivered' })
  @ApiOkResponse({ type: StopAnswerDto })
  @ApiProblems('validation_failed', 'unauthorized', 'not_found')
  stop(
    @CurrentUser() user: Principal,
    @Param('generationId', IdParam) generationId: string,
  ): Promise<StopAnswerDto> {
    return this.chats.stop(user.userId, generationId);
  }

  @Post('quote')
  @HttpCode(200)
  @ApiOperation({ summary: 'What a message would cost, before it is sent' })
  @ApiOkResponse({ type: ChatQuoteDto })
  @ApiProblems('validation_failed', 'unknown_model', 'unauthorized', 'not_found')
  quote(@CurrentUser() user: Principal, @Body() request: ChatRequestDto): Promise<ChatQuoteDto> {
    return this.chats.quote(user.userId, request);
  }
}

function stream({ generationId, events }: ChatStream, reply: FastifyReply) {
  if (generationId) void reply.header(GENERATION_ID_HEADER, generationId);
  return cutWhenStalled(reply.raw, writeEvents(reply.raw, events));
}
