import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { SearchAnswerDto, SearchQuery } from './search.dto';
import { SearchService } from './search.service';

@ApiTags('Conversations')
@ApiBearerAuth()
@Controller('conversations/search')
@ApiProblems('validation_failed', 'unauthorized')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  @Get()
  @ApiOperation({ summary: 'Own messages and titles with all these words, newest first' })
  @ApiOkResponse({ type: SearchAnswerDto })
  find(@CurrentUser() user: Principal, @Query() query: SearchQuery): Promise<SearchAnswerDto> {
    return this.search.find(user.userId, query);
  }
}
