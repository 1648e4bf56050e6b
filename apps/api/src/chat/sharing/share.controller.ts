import { Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam } from '../../platform/http';
import { TellsRateLimits } from '../../platform/limits';
import { ShareAnswerDto } from './share.dto';
import { ShareService } from './share.service';

/** The link by which others read a conversation. */
@ApiTags('Conversations')
@ApiBearerAuth()
@TellsRateLimits()
@Controller('conversations/:id/share')
@ApiProblems('validation_failed', 'unauthorized', 'not_found', 'rate_limited')
export class ShareController {
  constructor(private readonly shares: ShareService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'The public link of a conversation; made if there is none' })
  @ApiOkResponse({ type: ShareAnswerDto })
  @ApiProblems('conversation_busy')
  share(@CurrentUser() user: Principal, @Param('id', IdParam) id: string): Promise<ShareAnswerDto> {
    return this.shares.share(user.userId, id);
  }

  @Put()
  @ApiOperation({ summary: 'Let the public link show the conversation as it is now' })
  @ApiOkResponse({ type: ShareAnswerDto })
  @ApiProblems('conversation_busy')
  update(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
  ): Promise<ShareAnswerDto> {
    return this.shares.update(user.userId, id);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Revoke the public link; safe to repeat' })
  @ApiNoContentResponse()
  revoke(@CurrentUser() user: Principal, @Param('id', IdParam) id: string): Promise<void> {
    return this.shares.revoke(user.userId, id);
  }
}
