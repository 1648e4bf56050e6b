import { Body, Controller, Get, HttpCode, Ip, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../platform/http';
import { ApiProblems, CurrentUser, Public } from '../platform/http';
import { TellsRateLimits } from '../platform/limits';
import { AuthAnswers } from './auth-answers';
import { AuthAnswerDto, LoginDto, MeAnswerDto, PasswordChangeDto, RegisterDto } from './auth.dto';
import { BODY_PROBLEMS } from './body-problems';
import { Login } from './login';
import { PasswordChange } from './password-change';
import { Registration } from './registration';
import { SignInCookies } from './sign-in-cookies';

/** Who somebody is: registering, signing in, and what only the signed-in may do. */
@ApiTags('Auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly registration: Registration,
    private readonly signIn: Login,
    private readonly passwordChange: PasswordChange,
    private readonly answers: AuthAnswers,
    private readonly cookies: SignInCookies,
  ) {}

  @Public()
  @TellsRateLimits()
  @Post('register')
  @ApiOperation({ summary: 'Open an account, with free tokens to begin with' })
  @ApiCreatedResponse({
    type: AuthAnswerDto,
    description:
      'Signed in; the cookie `refresh` keeps it so for 30 days. The cookie `device`, shown with the ' +
      'next sign-in, keeps that apart from the limits on what strangers try',
  })
  @ApiProblems(...BODY_PROBLEMS, 'email_taken')
  register(
    @Body() body: RegisterDto,
    @Ip() address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthAnswerDto> {
    const from = { address, userAgent: request.headers['user-agent'] };
    return this.cookies.send(reply, this.registration.register(body, from));
  }

  @Public()
  @TellsRateLimits()
  @Post('login')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in' })
  @ApiOkResponse({ type: AuthAnswerDto, description: 'Signed in, as after registering' })
  @ApiProblems(...BODY_PROBLEMS, 'invalid_credentials')
  login(
    @Body() body: LoginDto,
    @Ip() address: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthAnswerDto> {
    const deviceToken = this.cookies.deviceToken(request);
    const from = { address, deviceToken, userAgent: request.headers['user-agent'] };
    return this.cookies.send(reply, this.signIn.login(body, from));
  }

  @Get('me')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Who is signed in, with their balance' })
  @ApiOkResponse({ type: MeAnswerDto, description: 'The account' })
  @ApiProblems('unauthorized', 'server_busy')
  me(@CurrentUser() { userId }: Principal): Promise<MeAnswerDto> {
    return this.answers.me(userId);
  }

  @TellsRateLimits()
  @Post('password')
  @HttpCode(204)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change the password; every other session ends' })
  @ApiNoContentResponse({ description: 'Changed; this session goes on' })
  @ApiProblems(...BODY_PROBLEMS, 'unauthorized', 'invalid_credentials')
  password(
    @CurrentUser() principal: Principal,
    @Body() body: PasswordChangeDto,
    @Ip() address: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    return this.cookies.remember(reply, this.passwordChange.change(principal, body, address));
  }
}
