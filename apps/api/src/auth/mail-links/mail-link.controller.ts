import { Body, Controller, HttpCode, Ip, Post, Res, UseGuards } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, Public } from '../../platform/http';
import { TellsRateLimits } from '../../platform/limits';
import { BODY_PROBLEMS } from '../body-problems';
import { EmailVerification } from '../email-verification';
import { PasswordReset } from '../password-reset';
import { SignInCookies } from '../sign-in-cookies';
import { MailConfiguredGuard } from './mail-configured.guard';
import {
  EmailVerificationDto,
  EmailVerifiedDto,
  ForgottenPasswordDto,
  MailRequestedDto,
  PasswordResetDto,
} from './mail-link.dto';

/** What may be wrong with any link. */
export const LINK_PROBLEMS = [
  'link_invalid',
  'link_expired',
  'link_used',
  'mail_not_configured',
] as const;

/** What is done by links that are mailed: a new password, and showing that an address is one's own. */
@ApiTags('Auth')
@UseGuards(MailConfiguredGuard)
@TellsRateLimits()
@Controller('auth')
export class MailLinkController {
  constructor(
    private readonly passwordReset: PasswordReset,
    private readonly verification: EmailVerification,
    private readonly cookies: SignInCookies,
  ) {}

  @Public()
  @Post('password/forgot')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Have a link mailed that sets a new password',
    description: 'The answer is the same whether or not there is such an account.',
  })
  @ApiAcceptedResponse({
    type: MailRequestedDto,
    description: 'A mail follows, if it has a reader',
  })
  @ApiProblems(...BODY_PROBLEMS, 'mail_not_configured')
  forgot(@Body() body: ForgottenPasswordDto, @Ip() address: string): Promise<MailRequestedDto> {
    return this.passwordReset.request(body, address);
  }

  @Public()
  @Post('password/reset')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password by a mailed link; every session ends' })
  @ApiNoContentResponse({ description: 'Set; sign in with it' })
  @ApiProblems(...BODY_PROBLEMS, ...LINK_PROBLEMS)
  reset(
    @Body() body: PasswordResetDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.cookies.remember(reply, this.passwordReset.reset(body, address));
  }

  @Public()
  @Post('verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Show by a mailed link that an address is your own' })
  @ApiOkResponse({ type: EmailVerifiedDto, description: 'Verified' })
  @ApiProblems(...BODY_PROBLEMS, ...LINK_PROBLEMS)
  verify(@Body() body: EmailVerificationDto, @Ip() address: string): Promise<EmailVerifiedDto> {
    return this.verification.verify(body, address);
  }

  @Post('verify/resend')
  @HttpCode(202)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Have the link that verifies your address mailed again' })
  @ApiAcceptedResponse({ type: MailRequestedDto, description: 'A mail follows, if one is needed' })
  @ApiProblems('unauthorized', 'rate_limited', 'mail_not_configured', 'server_busy')
  resend(@CurrentUser() { userId }: Principal): Promise<MailRequestedDto> {
    return this.verification.resend(userId);
  }
}
