import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server on this machine that can be stopped although answers are open. */
export class LocalServer {
  private readonly server: Server;

  constructor(serve: (incoming: IncomingMessage, response: ServerResponse) => Promise<void>) {
    this.server = createServer((incoming, response) => {
      incoming.socket.setNoDelay(true);
      incoming.on('error', () => response.destroy());
      void serve(incoming, response);
    });
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Listens on `port`, on a free one when it is 0. */
  async start(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Closes all connections and the server. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }
}

export function sendJson(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
