import { Body, Controller, HttpCode, Ip, Post, Res, UseGuards } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, Public } from '../../platform/http';
import { TellsRateLimits } from '../../platform/limits';
import { BODY_PROBLEMS } from '../body-problems';
import { MailConfiguredGuard } from '../mail-links/mail-configured.guard';
import { LINK_PROBLEMS } from '../mail-links/mail-link.controller';
import { MailRequestedDto } from '../mail-links/mail-link.dto';
import { SignInCookies } from '../sign-in-cookies';
import { EmailChange } from './email-change';
import { EmailChangeRequest } from './email-change-request';
import {
  EmailChangeConfirmationDto,
  EmailChangeRequestDto,
  EmailChangedDto,
} from './email-change.dto';

/** Another address for an account: asked for with the password, set by a link to the new one. */
@ApiTags('Auth')
@UseGuards(MailConfiguredGuard)
@TellsRateLimits()
@Controller('auth/email')
export class EmailChangeController {
  constructor(
    private readonly requests: EmailChangeRequest,
    private readonly change: EmailChange,
    private readonly cookies: SignInCookies,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Have a link mailed that changes your address',
    description:
      'The address stays until the link is followed. The answer is the same whether or not the new ' +
      'one has an account; the present one is told.',
  })
  @ApiAcceptedResponse({ type: MailRequestedDto, description: 'A mail follows' })
  @ApiProblems(...BODY_PROBLEMS, 'unauthorized', 'invalid_credentials', 'mail_not_configured')
  request(
    @CurrentUser() principal: Principal,
    @Body() body: EmailChangeRequestDto,
    @Ip() address: string,
  ): Promise<MailRequestedDto> {
    return this.requests.request(principal, body, address);
  }

  @Public()
  @Post('confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change the address by a mailed link; every other session ends' })
  @ApiOkResponse({ type: EmailChangedDto, description: 'Changed, and verified' })
  @ApiProblems(...BODY_PROBLEMS, ...LINK_PROBLEMS, 'email_taken')
  confirm(
    @Body() body: EmailChangeConfirmationDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmailChangedDto> {
    return this.cookies.rememberWith(reply, this.change.confirm(body, address));
  }
}
