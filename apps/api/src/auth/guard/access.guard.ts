import type { ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { ProblemError, PUBLIC } from '../../platform/http';
import { ACCESS_TOKEN } from './access-token.strategy';

/**
 * Guards every route of the server: who has no valid access token is refused, whatever the reason
 * in the same words, unless the route is marked `@Public()`.
 */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_TOKEN) {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, places)) return true;
    await super.canActivate(context);
    return true;
  }

  /** For passport: `error` is a failure of the server, not of the token. */
  override handleRequest<User>(error: Error | null, user: User | false | null): User {
    if (error) throw error;
    if (!user) throw new ProblemError('unauthorized');
    return user;
  }
}
