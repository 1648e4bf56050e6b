import type { Exchange } from './exchange';

/**
 * The body of a response, at most about `charsMax` of it, as far as it comes without a pause.
 * Bytes beyond ASCII are not decoded, since only members of JSON are looked for.
 */
export async function readText(exchange: Exchange, charsMax: number): Promise<string> {
  let body = '';
  exchange.expectEnd();
  try {
    for (let packet = await exchange.read(); packet; packet = await exchange.read()) {
      body += packet.toString('latin1');
      if (body.length > charsMax) break;
    }
  } catch {
    // What has arrived before the connection broke is enough.
  }
  return body;
}
