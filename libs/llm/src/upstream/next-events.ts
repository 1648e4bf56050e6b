import type { ModelEvent } from '../port';
import type { AnswerReader } from './answer-reader';
import type { Exchange } from './exchange';

/**
 * Events of what arrives next, which may be none. Once the text is complete, trouble can only cost
 * us the counts. Throws an UpstreamFailure.
 */
export async function nextEvents(
  exchange: Exchange,
  reader: AnswerReader,
): Promise<readonly ModelEvent[]> {
  try {
    const packet = await exchange.read();
    if (!packet) return reader.end();
    const before = reader.complete;
    const events = reader.read(packet);
    if (events.length > 0) exchange.useful();
    if (reader.complete && !before) exchange.expectEnd();
    return events;
  } catch (error) {
    if (reader.complete) return reader.end();
    throw error;
  }
}
