import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Principal } from '../../platform/http';
import { ApiProblems, CurrentUser, IdParam } from '../../platform/http';
import { SessionsAnswerDto } from '../auth.dto';
import { OwnSessions } from './own-sessions';

/** The devices that somebody is signed in on. */
@ApiTags('Auth')
@ApiBearerAuth()
@Controller('auth/sessions')
export class OwnSessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @ApiOperation({ summary: 'The devices you are signed in on, the last used first' })
  @ApiOkResponse({ type: SessionsAnswerDto })
  @ApiProblems('unauthorized')
  list(@CurrentUser() principal: Principal): Promise<SessionsAnswerDto> {
    return this.sessions.list(principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Sign one device out',
    description: 'Its tokens are refused from now on; streams that are open end within seconds.',
  })
  @ApiNoContentResponse({ description: 'Signed out' })
  @ApiProblems('unauthorized', 'validation_failed', 'not_found', 'server_busy')
  end(@CurrentUser() principal: Principal, @Param('id', IdParam) id: string): Promise<void> {
    return this.sessions.end(principal, id);
  }
}
