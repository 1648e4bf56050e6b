import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** How much of what is still coming is read and thrown away, and for how long. */
const LINGER = { bytesMax: 32_000_000, ms: 5_000 } as const;

/**
 * An answer that is given before its request has arrived. A connection that is closed while bytes
 * are still coming is reset, and a reset takes the answer away from its reader: therefore this one
 * is sent at once, and ends when the rest of the request has been read, or is too much.
 */
export function lingering(text: string, request: IncomingMessage): Readable {
  let left: number = LINGER.bytesMax;
  const answer = new Readable({ read: () => undefined });
  const end = () => {
    clearTimeout(limit);
    request.off('data', count).off('end', end).off('close', end);
    if (!answer.readableEnded) answer.push(null);
  };
  const count = (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) end();
  };
  const limit = setTimeout(end, LINGER.ms);
  answer.push(text);
  answer.once('close', end);
  request.on('data', count).once('end', end).once('close', end).resume();
  return answer;
}

/** Whether there is more to come of a request. */
export function isArriving({ complete, headers }: IncomingMessage): boolean {
  const hasBody = 'content-length' in headers || 'transfer-encoding' in headers;
  return hasBody && !complete;
}
