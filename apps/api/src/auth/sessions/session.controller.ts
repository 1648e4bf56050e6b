import { Controller, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, Public } from '../../platform/http';
import { AuthAnswerDto } from '../auth.dto';
import { SameOriginGuard } from '../guard/same-origin.guard';
import { SignInCookies } from '../sign-in-cookies';
import { bearerToken } from '../tokens/bearer-token';
import { Logout } from './logout';
import { Refresh } from './refresh';

/** What a browser does with the cookie; closed to other sites, which would have it sent along. */
@ApiTags('Auth')
@UseGuards(SameOriginGuard)
@Controller('auth')
export class SessionController {
  constructor(
    private readonly refreshing: Refresh,
    private readonly signOut: Logout,
    private readonly cookies: SignInCookies,
  ) {}

  @Public()
  @Post('refresh')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Get a new access token by the cookie `refresh`',
    description:
      'The cookie is replaced at each use. An old one is answered alike for 30 seconds, for tabs ' +
      'that race; after that it counts as stolen and ends the session.',
  })
  @ApiOkResponse({ type: AuthAnswerDto, description: 'Signed in for another 15 minutes' })
  @ApiProblems('unauthorized', 'forbidden', 'server_busy')
  refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthAnswerDto> {
    return this.cookies.send(reply, this.refreshing.refresh(this.cookies.refreshToken(request)));
  }

  @Public()
  @Post('logout')
  @HttpCode(204)
  @ApiOperation({
    summary: 'End the session',
    description: 'By its access token or its cookie, also when they have expired or ended before.',
  })
  @ApiNoContentResponse({ description: 'Signed out; the tokens are refused from now on' })
  @ApiProblems('forbidden', 'server_busy')
  logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const accessToken = bearerToken(request);
    const refreshToken = this.cookies.refreshToken(request);
    return this.cookies.clear(reply, this.signOut.logout({ accessToken, refreshToken }));
  }

  @Post('logout/everywhere')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'End every session of yours',
    description: 'Also this one. Streams that are open end within five seconds.',
  })
  @ApiNoContentResponse({ description: 'Signed out on every device' })
  @ApiProblems('unauthorized', 'forbidden', 'server_busy')
  everywhere(
    @CurrentUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const done = this.signOut.everywhere(principal);
    return this.cookies.clear(reply, this.cookies.remember(reply, done));
  }
}
