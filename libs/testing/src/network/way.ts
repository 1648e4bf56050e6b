import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way over TCP to a server, on which what happens to networks can be made to happen. */
export interface Way {
  /** The address of the server, by this way. */
  readonly url: string;
  /** Breaks all connections, and all that are begun until it is mended. */
  cut(): void;
  /** Lets nothing through in either direction, and breaks nothing, until it is mended. */
  clog(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a way to the server at `url`, whatever its protocol. */
export async function openWay(url: string): Promise<Way> {
  const target = new URL(url);
  const open = new Set<Socket>();
  let [isCut, isClogged] = [false, false];
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined).on('close', () => open.delete(socket));
    }
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    if (isCut) return near.destroy();
    near.on('data', (bytes) => far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    if (isClogged) for (const socket of [near, far]) socket.pause();
    return undefined;
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const here = new URL(url);
  here.hostname = '127.0.0.1';
  here.port = String((server.address() as { port: number }).port);
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: here.href,
    cut,
    clog: () => {
      isClogged = true;
      for (const socket of open) socket.pause();
    },
    mend: () => {
      [isCut, isClogged] = [false, false];
      for (const socket of open) socket.resume();
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
