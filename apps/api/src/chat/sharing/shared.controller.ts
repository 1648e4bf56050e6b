import { Controller, Get, Header, Ip, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems, PageQuery, Public } from '../../platform/http';
import { TellsRateLimits } from '../../platform/limits';
import { SharedConversationDto } from './share.dto';
import { SharedService } from './shared.service';

/** Conversations that somebody has shared, for everybody who has the link. */
@Public()
@ApiTags('Shared conversations')
@TellsRateLimits()
@Controller('shared')
export class SharedController {
  constructor(private readonly shared: SharedService) {}

  @Get(':token')
  @Header('X-Robots-Tag', 'noindex')
  @ApiOperation({ summary: 'A shared conversation as it was then, the latest messages first' })
  @ApiOkResponse({ type: SharedConversationDto })
  @ApiProblems('validation_failed', 'not_found', 'rate_limited')
  read(
    @Param('token') token: string,
    @Query() query: PageQuery,
    @Ip() address: string,
  ): Promise<SharedConversationDto> {
    return this.shared.read(token, query, address);
  }
}
