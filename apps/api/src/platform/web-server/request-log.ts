import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogController } from 'fastify';
import { Histogram } from 'prom-client';

/** A stream takes as long as its answer, so the slow end is wide. */
const SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300];

const requestSeconds = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from a request to the end of its answer',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: SECONDS,
});

/** One line per answered request, and its time: the route's pattern, never the address with its query. */
export class RequestLog extends LogController {
  override incomingRequest(): void {
    // The line that is written at the end says all that this one would.
  }

  override requestCompleted(
    _error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    const route = request.routeOptions.url ?? 'unknown';
    requestSeconds.observe({ method, route, status }, elapsedTime / 1_000);
    request.log.info({ method, route, status, ms: Math.round(elapsedTime) }, 'request');
  }
}
