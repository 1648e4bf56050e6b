import type { Socket } from 'node:net';
import type { ErrorCode } from '@prome-dify/contracts';
import { LIMITS } from '@prome-dify/contracts';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { ProblemError } from '../http/problem';
import { sendProblem } from '../http/problem.filter';
import { RequestLog } from './request-log';
import { writeProblem } from './write-problem';

/** Limits of the HTTP server itself; everything finer is decided per route. */
export const FASTIFY_OPTIONS = {
  bodyLimit: LIMITS.webhookBytesMax,
  requestTimeout: 30_000,
  connectionTimeout: 0,
  keepAliveTimeout: 65_000,
  maxRequestsPerSocket: 10_000,
  exposeHeadRoutes: false,
  logController: new RequestLog(),
  requestIdHeader: false,
  genReqId: () => uuidv7(),
  forceCloseConnections: 'idle',
  // A request without a host is refused with an answer of ours: request-rules.ts.
  http: { maxHeaderSize: 16_384, headersTimeout: 20_000, requireHostHeader: false },
  routerOptions: { maxParamLength: 8_000 },
  clientErrorHandler: answerBrokenRequest,
  frameworkErrors: answerUnroutable,
} as const;

const BY_NODE_CODE: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** Requests that are not HTTP never reach a route; they get the same kind of answer. */
function answerBrokenRequest(
  this: FastifyInstance,
  error: NodeJS.ErrnoException,
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new ProblemError(BY_NODE_CODE[error.code ?? ''] ?? 'invalid_request');
  const reqId = writeProblem(socket, problem);
  this.log.info({ reqId, status: problem.status, code: error.code }, 'broken request');
}

/** Addresses that cannot be decoded, or with a part that is longer than any id. */
function answerUnroutable(
  { code }: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem = new ProblemError('invalid_request');
  request.log.info({ method: request.method, status: problem.status, code }, 'unroutable request');
  sendProblem(reply, request, problem);
}
