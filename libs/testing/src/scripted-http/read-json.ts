import type { IncomingMessage } from 'node:http';

/** The JSON body of a request; `undefined` when it is none. */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const packets: Buffer[] = [];
  try {
    for await (const packet of incoming) packets.push(packet as Buffer);
    return JSON.parse(Buffer.concat(packets).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
