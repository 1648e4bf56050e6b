import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A proxy of HTTP, as they stand between people and servers. */
export interface Proxy {
  /** The address of the server, through the proxy. */
  readonly url: string;
  /** Answers of such paths are passed on when they are whole, and as `change` makes them. */
  hold(path: RegExp, change?: (body: string) => string): void;
  close(): Promise<void>;
}

type Change = (body: string) => string;

/** Opens a proxy to the server at `url`. What it is not told to hold it passes on as it comes. */
export async function openProxy(url: string): Promise<Proxy> {
  const held: { readonly path: RegExp; readonly change: Change }[] = [];
  const server = createServer((incoming, outgoing) => {
    const change = held.find(({ path }) => path.test(incoming.url ?? ''))?.change;
    const { method, headers } = incoming;
    // A text can only be changed as the text it is.
    const asked = change ? { ...headers, 'accept-encoding': 'identity' } : headers;
    const forward = send(new URL(incoming.url ?? '/', url), { method, headers: asked });
    forward.on('response', (response) => {
      if (change) void passWhole(response, outgoing, change);
      else pass(response, outgoing);
    });
    forward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forward.destroy());
    incoming.pipe(forward);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (path, change = (body) => body) => void held.unshift({ path, change }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(response: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(response.statusCode ?? 502, response.headers);
  response.on('error', () => outgoing.destroy()).pipe(outgoing);
}

async function passWhole(
  response: IncomingMessage,
  outgoing: ServerResponse,
  change: Change,
): Promise<void> {
  const body = await text(response).catch(() => null);
  if (body === null) return void outgoing.destroy();
  const { 'content-length': _length, 'transfer-encoding': _coding, ...headers } = response.headers;
  outgoing.writeHead(response.statusCode ?? 502, headers).end(change(body));
}
