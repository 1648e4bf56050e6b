import type { ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../../platform/http';
import { ProblemError, PUBLIC } from '../../platform/http';
import { SessionRepository } from '../sessions/session.repository';
import { bearerToken } from '../tokens/bearer-token';
import { VerifiedTokens } from '../tokens/verified-tokens';
import { ACCESS_TOKEN } from './access-token.strategy';

/**
 * Guards every route of the server: who has no valid access token is refused, whatever the reason
 * in the same words, unless the route is marked `@Public()`.
 */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN) {
  constructor(
    private readonly reflector: Reflector,
    private readonly verified: VerifiedTokens,
    private readonly sessions: SessionRepository,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, places)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { user?: Principal }>();
    const now = Date.now();
    const known = this.verified.find(bearerToken(request) ?? '', now);
    if (!known) await super.canActivate(context);
    else if (await this.sessions.isAlive(known, now)) request.user = known;
    else throw new ProblemError('unauthorized');
    return true;
  }

  /** For passport: `error` is a failure of the server, not of the token. */
  override handleRequest<User>(error: Error | null, user: User | false | null): User {
    if (error) throw error;
    if (!user) throw new ProblemError('unauthorized');
    return user;
  }
}
