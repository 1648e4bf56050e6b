import { Controller, Get, Headers, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems, ProblemError, Public } from '../http';
import { Mailer } from './mail';
import { Mailbox } from './mailbox';
import { MailboxDto } from './mailbox.dto';
import { mailboxPage } from './mailbox-page';

/** Shows the mails that stayed here; where mails leave, or in production, there is no such page. */
@ApiTags('Development')
@Public()
@Controller('dev')
export class MailboxController {
  constructor(private readonly mailer: Mailer) {}

  @Get('mailbox')
  @ApiOperation({
    summary: 'The mails that nobody sends in development',
    description: 'A page for browsers, JSON for everybody else. Never there in production.',
  })
  @ApiExtraModels(MailboxDto)
  @ApiOkResponse({
    description: 'The last 100 mails, newest first',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(MailboxDto) } },
      'text/html': { schema: { type: 'string' } },
    },
  })
  @ApiProblems('not_found')
  show(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): MailboxDto | string {
    if (!(this.mailer instanceof Mailbox)) throw new ProblemError('not_found');
    const { mails } = this.mailer;
    void reply.header('vary', 'accept');
    if (!accept?.includes('text/html')) return { mails };
    void reply.type('text/html; charset=utf-8');
    return mailboxPage(mails);
  }
}
