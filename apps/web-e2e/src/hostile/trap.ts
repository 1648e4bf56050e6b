import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A place that nobody may connect to, not even to look whether somebody is there. */
export interface Trap {
  /** Its host with its port, as links name it. */
  readonly host: string;
  /** How many connections there were. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Listens where hostile text points to, and counts who comes. */
export async function openTrap(): Promise<Trap> {
  let connections = 0;
  const count = (socket: Socket) => {
    connections += 1;
    socket.destroy();
  };
  const server = createServer(count);
  await once(server.listen(0, 'localhost'), 'listening');
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}
