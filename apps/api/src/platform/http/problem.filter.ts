import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, Logger } from '@nestjs/common';
import type { ErrorCode } from '@prome-dify/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bareHeaders } from './bare-headers';
import { isArriving, lingering } from './lingering';
import type { ProblemError } from './problem';
import { toProblem } from './to-problem';

/** Refused on purpose; the line of the request says all there is to say. */
const ON_PURPOSE: readonly ErrorCode[] = ['server_busy', 'server_restarting'];

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const problem = toProblem(error);
    const isFault =
      problem.status >= 500 && !(error === problem && ON_PURPOSE.includes(problem.code));
    if (isFault) this.logger.error({ err: error, reqId: request.id }, problem.code);
    sendProblem(http.getResponse<FastifyReply>(), request, problem);
  }
}

/** Answers with `problem`, unless the answer has begun. */
export function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: ProblemError,
): void {
  if (reply.sent || reply.raw.headersSent) return;
  // Some addresses, `*` for one, lead here past all hooks.
  if (!reply.hasHeader('x-request-id')) void reply.headers(bareHeaders(request.id));
  if (problem.details.retryAfter !== undefined) {
    void reply.header('retry-after', String(problem.details.retryAfter));
  }
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  const text = JSON.stringify(problem.body(request.id));
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-length', Buffer.byteLength(text))
    .send(isArriving(request.raw) ? lingering(text, request.raw) : text);
}
