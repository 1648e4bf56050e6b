import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

const AGAIN_MS = 50;
/** For the rest of an answer that is on its way; less than until the process gives up. */
const LINGER_MS = 3_000;

/**
 * Connections on which nothing is going on. A closing server ends those that are idle when it
 * begins; not those that become idle later, nor those that browsers opened in advance and on which
 * they have asked nothing yet. Each of them would keep it from closing for minutes.
 */
export class IdleConnections {
  private readonly silent = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.silent.add(socket);
      socket.once('close', () => this.silent.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage) => this.silent.delete(socket));
  }

  /** Ends them, as they come to be, until the server has closed; at last those that take nothing. */
  async endUntil(closed: Promise<unknown>): Promise<void> {
    const again = setInterval(() => this.end(), AGAIN_MS);
    const last = setTimeout(() => this.server.closeAllConnections(), LINGER_MS);
    try {
      await closed;
    } finally {
      clearInterval(again);
      clearTimeout(last);
    }
  }

  private end(): void {
    this.server.closeIdleConnections();
    for (const socket of this.silent) socket.destroy();
  }
}
