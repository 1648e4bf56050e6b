import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, HttpCode, Ip, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser } from '../../platform/http';
import { TellsRateLimits } from '../../platform/limits';
import { AccountDeletionDto } from '../auth.dto';
import { BODY_PROBLEMS } from '../body-problems';
import { SignInCookies } from '../sign-in-cookies';
import { AccountDeletion } from './account-deletion';
import { AccountExport } from './account-export';
import { AccountExportDto } from './account.dto';

const FILE = {
  type: 'application/json',
  disposition: 'attachment; filename="prome-dify-account.json"',
};

/** An account as a whole: taking it along, and ending it. */
@ApiTags('Account')
@ApiBearerAuth()
@TellsRateLimits()
@Controller('account')
export class AccountController {
  constructor(
    private readonly exported: AccountExport,
    private readonly deletion: AccountDeletion,
    private readonly cookies: SignInCookies,
  ) {}

  @Get('export')
  @ApiOperation({ summary: 'Everything that is kept about you, as one JSON file' })
  @ApiOkResponse({ type: AccountExportDto, description: 'Written while it is read' })
  @ApiProblems('unauthorized', 'rate_limited', 'server_busy')
  async export(@CurrentUser() principal: Principal): Promise<StreamableFile> {
    return new StreamableFile(Readable.from(await this.exported.export(principal)), FILE);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete the account, with everything in it',
    description:
      'Conversations, sessions and the address are gone at once, and the tokens that are left are ' +
      'forfeited. The entries of the books stay, under an id that names nobody.',
  })
  @ApiNoContentResponse({ description: 'Deleted; every device is signed out' })
  @ApiProblems(...BODY_PROBLEMS, 'unauthorized', 'invalid_credentials', 'account_busy')
  delete(
    @CurrentUser() principal: Principal,
    @Body() { password }: AccountDeletionDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.cookies.forget(reply, this.deletion.delete(principal, password, address));
  }
}
