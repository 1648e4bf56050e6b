import type { AddressInfo, Server } from 'node:net';
import type { HttpAdapterHost } from '@nestjs/core';

/** The port this server listens on; `undefined` before it does. */
export function listeningPort(http: HttpAdapterHost): number | undefined {
  return address(http)?.port;
}

/** Where this server takes webhooks of an emulator beside it; `null` before it listens. */
export function webhookUrl(http: HttpAdapterHost): string | null {
  const bound = address(http);
  if (!bound) return null;
  const host = bound.family === 'IPv6' ? `[${reachable(bound)}]` : reachable(bound);
  return `http://${host}:${bound.port}/api/billing/webhook`;
}

/** A server that is bound to every address is reached on the loopback one. */
function reachable({ address: bound, family }: AddressInfo): string {
  if (bound === '::') return '::1';
  return family === 'IPv4' && bound === '0.0.0.0' ? '127.0.0.1' : bound;
}

function address(http: HttpAdapterHost): AddressInfo | undefined {
  const server = http.httpAdapter.getHttpServer() as Server;
  const bound = server.address();
  return typeof bound === 'object' && bound !== null ? bound : undefined;
}
