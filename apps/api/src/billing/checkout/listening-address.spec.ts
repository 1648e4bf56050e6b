import { once } from 'node:events';
import { createServer } from 'node:http';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { listeningPort, webhookUrl } from './listening-address';

/** The part of the framework that knows the server, around a server of ours. */
function hostOf(server: ReturnType<typeof createServer>): HttpAdapterHost {
  const http = new HttpAdapterHost();
  const adapter = new FastifyAdapter({ serverFactory: () => server });
  http.httpAdapter = adapter;
  return http;
}

describe('the listening address', () => {
  it('is unknown before the server listens', () => {
    const http = hostOf(createServer());
    expect(listeningPort(http)).toBeUndefined();
    expect(webhookUrl(http)).toBeNull();
  });

  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::1', '[::1]'],
    ['::', '[::1]'],
  ])('of a server on %s leads there by %s', async (bound, reached) => {
    const server = createServer();
    const http = hostOf(server);
    server.listen(0, bound);
    await once(server, 'listening');
    const port = listeningPort(http);
    expect(port).toBeGreaterThan(0);
    expect(webhookUrl(http)).toBe(`http://${reached}:${port}/api/billing/webhook`);
    server.close();
  });
});
