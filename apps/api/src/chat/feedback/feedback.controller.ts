import { Body, Controller, Param, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam } from '../../platform/http';
import { FeedbackAnswerDto, FeedbackRequestDto } from './feedback.dto';
import { FeedbackRepository } from './feedback.repository';

/** What people think of answers. */
@ApiTags('Conversations')
@ApiBearerAuth()
@Controller('messages')
export class FeedbackController {
  constructor(private readonly feedback: FeedbackRepository) {}

  @Put(':id/feedback')
  @ApiOperation({ summary: 'Say whether an answer is good, or take that back' })
  @ApiOkResponse({ type: FeedbackAnswerDto })
  @ApiProblems('validation_failed', 'unauthorized', 'not_found')
  set(
    @CurrentUser() { userId }: Principal,
    @Param('id', IdParam) id: string,
    @Body() body: FeedbackRequestDto,
  ): Promise<FeedbackAnswerDto> {
    return this.feedback.set(userId, id, body);
  }
}
