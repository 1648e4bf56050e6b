import type { IncomingHttpHeaders } from 'node:http';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config';
import { CONFIG } from '../../platform/config/config';
import { ProblemError } from '../../platform/http';

/**
 * Refuses what a foreign page makes a browser send with our cookie. Browsers say where a request
 * comes from; clients that are no browsers say nothing and pass.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly frontendOrigin: string;

  constructor(@Inject(CONFIG) config: Pick<Config, 'frontendUrl'>) {
    this.frontendOrigin = new URL(config.frontendUrl).origin;
  }

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isForeign(headers, this.frontendOrigin)) throw new ProblemError('forbidden');
    return true;
  }
}

/** Whether the headers name a page that is neither of this host nor of the client's origin. */
export function isForeign(headers: IncomingHttpHeaders, frontendOrigin: string): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return true;
  const { origin, host } = headers;
  if (origin === undefined || origin === frontendOrigin) return false;
  return !URL.canParse(origin) || host === undefined || new URL(origin).host !== host;
}
