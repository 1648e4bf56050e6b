import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server of the benchmark tells the process that started it. */
export interface Listening {
  readonly port: number;
}

/** Serves on a free port of this machine and tells the parent which. */
export function listen(serve: RequestListener): void {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    request.socket.setNoDelay(true);
    // Whoever wants a connection only asks whether somebody is there.
    if (request.method === 'GET') response.end();
    else serve(request, response);
  });
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
    const { port } = server.address() as AddressInfo;
    process.send?.({ port } satisfies Listening);
  });
}
