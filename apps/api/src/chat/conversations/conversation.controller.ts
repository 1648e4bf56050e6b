import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam, PageQuery } from '../../platform/http';
import {
  ConversationDto,
  ConversationPatchDto,
  ConversationsAnswerDto,
  ConversationsQuery,
  MessagesAnswerDto,
} from './conversation.dto';
import { ConversationService } from './conversation.service';

@ApiTags('Conversations')
@ApiBearerAuth()
@Controller('conversations')
@ApiProblems('validation_failed', 'unauthorized')
export class ConversationController {
  constructor(private readonly conversations: ConversationService) {}

  @Get()
  @ApiOperation({ summary: 'Conversations, newest activity first' })
  @ApiOkResponse({ type: ConversationsAnswerDto })
  list(
    @CurrentUser() user: Principal,
    @Query() query: ConversationsQuery,
  ): Promise<ConversationsAnswerDto> {
    return this.conversations.list(user.userId, query);
  }

  @Get(':id/messages')
  @ApiOperation({ summary: 'The latest messages of a conversation, oldest first' })
  @ApiOkResponse({ type: MessagesAnswerDto })
  @ApiProblems('not_found')
  messages(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
  ): Promise<MessagesAnswerDto> {
    return this.conversations.messages(user.userId, id, query);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename a conversation' })
  @ApiOkResponse({ type: ConversationDto })
  @ApiProblems('not_found')
  rename(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
    @Body() { title }: ConversationPatchDto,
  ): Promise<ConversationDto> {
    return this.conversations.rename(user.userId, id, title);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a conversation' })
  @ApiNoContentResponse()
  @ApiProblems('not_found')
  remove(@CurrentUser() user: Principal, @Param('id', IdParam) id: string): Promise<void> {
    return this.conversations.remove(user.userId, id);
  }
}
