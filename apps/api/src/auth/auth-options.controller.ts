import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Config } from '../platform/config/config';
import { CONFIG } from '../platform/config/config';
import { Public } from '../platform/http';
import { Mailer } from '../platform/mail';
import { AuthOptionsDto } from './auth.dto';

/** What a page for signing in or up has to know before anybody is. */
@ApiTags('Auth')
@Public()
@Controller('auth/options')
export class AuthOptionsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly mailer: Mailer,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How accounts work here: mails, and when free tokens are given' })
  @ApiOkResponse({ type: AuthOptionsDto, description: 'The settings that concern everybody' })
  options(): AuthOptionsDto {
    const { SIGNUP_GRANT, SIGNUP_TOKENS } = this.config;
    const mail = this.mailer.isConfigured;
    return { mail, signupGrant: SIGNUP_GRANT, signupTokens: SIGNUP_TOKENS };
  }
}
