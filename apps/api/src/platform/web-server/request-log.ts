import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';

/** One line per answered request: the route's pattern, never the address with its query. */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // The line that is written at the end says all that this one would.
  }

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? 'unknown',
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  }
}
