import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem';
import { sendProblem } from '../http/problem.filter';
import { RouteTable } from './route-table';
import { writeProblem } from './write-problem';

/**
 * Refuses requests that the routes would never see, in the shape of all refusals: an address asked
 * with a method that it has not (405 with `Allow`), a request without one `Host` (400), tunnels.
 * Has to be called before the first route is registered.
 */
export function registerRequestRules(fastify: FastifyInstance): void {
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ method, url }) => routes.add(method, url));
  fastify.addHook('onRequest', async (request, reply) => {
    if (!namesOneHost(request.raw)) return refuse(request, reply, 'invalid_request');
    if (!isUnrouted(request)) return;
    const allowed = routes.methodsOf(request.url);
    if (allowed.length === 0) return;
    void reply.header('allow', allowed.join(', '));
    return refuse(request, reply, 'method_not_allowed');
  });
  refuseTunnels(fastify.server);
}

/** Without these listeners Node would hang up on the one, and answer the other in its own words. */
function refuseTunnels(server: Server): void {
  server.on('connect', (_: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    writeProblem(socket, new ProblemError('method_not_allowed'), { allow: '' });
  });
  // An expectation that we do not know may be passed over (RFC 9110, 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  code: 'invalid_request' | 'method_not_allowed',
): FastifyReply {
  sendProblem(reply, request, new ProblemError(code));
  return reply;
}

/** True also of an older request that names none: only HTTP/1.1 asks for it. */
function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.length === 4 && rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

/** Whether nothing but what takes every address would take it. */
function isUnrouted(request: FastifyRequest): boolean {
  return request.is404 || /^\/?\*$/.test(request.routeOptions.url ?? '');
}
