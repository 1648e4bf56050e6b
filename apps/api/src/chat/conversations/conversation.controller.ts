import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Query,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExtraModels,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam, PageQuery } from '../../platform/http';
import {
  ConversationDto,
  ConversationExportDto,
  ConversationPatchDto,
  ConversationsAnswerDto,
  ConversationsQuery,
  ExportQuery,
  MessagesAnswerDto,
} from './conversation.dto';
import { dispositionOf } from './export';
import { ConversationService } from './conversation.service';

/** Documents both forms of a conversation as a file. */
const ApiExport = (): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(ConversationExportDto),
    ApiOkResponse({
      content: {
        'application/json': { schema: { $ref: getSchemaPath(ConversationExportDto) } },
        'text/markdown': { schema: { type: 'string' } },
      },
    }),
  );

@ApiTags('Conversations')
@ApiBearerAuth()
@Controller('conversations')
@ApiProblems('validation_failed', 'unauthorized')
export class ConversationController {
  constructor(private readonly conversations: ConversationService) {}

  @Get()
  @ApiOperation({ summary: 'Conversations, pinned ones first, then by newest activity' })
  @ApiOkResponse({ type: ConversationsAnswerDto })
  list(
    @CurrentUser() user: Principal,
    @Query() query: ConversationsQuery,
  ): Promise<ConversationsAnswerDto> {
    return this.conversations.list(user.userId, query);
  }

  @Get(':id/messages')
  @ApiOperation({ summary: 'The latest messages of the branch that is shown, oldest first' })
  @ApiOkResponse({ type: MessagesAnswerDto })
  @ApiProblems('not_found')
  messages(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
    @Query() query: PageQuery,
  ): Promise<MessagesAnswerDto> {
    return this.conversations.messages(user.userId, id, query);
  }

  @Get(':id/export')
  @ApiOperation({ summary: 'The branch that is shown as a file' })
  @ApiExport()
  @ApiProblems('not_found')
  async export(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
    @Query() { format }: ExportQuery,
  ): Promise<StreamableFile> {
    const { title, text } = await this.conversations.export(user.userId, id, format);
    const type = format === 'md' ? 'text/markdown; charset=utf-8' : 'application/json';
    return new StreamableFile(text, { type, disposition: dispositionOf(title, format) });
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Rename, pin or archive a conversation, or show another branch of it' })
  @ApiOkResponse({ type: ConversationDto })
  @ApiProblems('not_found', 'conversation_busy')
  change(
    @CurrentUser() user: Principal,
    @Param('id', IdParam) id: string,
    @Body() patch: ConversationPatchDto,
  ): Promise<ConversationDto> {
    return this.conversations.change(user.userId, id, patch);
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
