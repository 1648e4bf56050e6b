import type { Exchange } from '../upstream/exchange';
import { toFailure, UpstreamFailure } from '../upstream/failure';
import { EventMeter } from './event-meter';

/**
 * The body of a response for those who want a web stream. It just ends when the exchange fails or
 * an event is longer than `eventBytesMax`, and `failed` is told: what has arrived is read, and may
 * be a whole answer.
 */
export function bodyOf(
  exchange: Exchange,
  eventBytesMax: number,
  failed: (failure: UpstreamFailure) => void,
): ReadableStream<Uint8Array> {
  const meter = new EventMeter();
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      const packet = await exchange.read();
      if (!packet) return controller.close();
      if (meter.add(packet) > eventBytesMax) throw new UpstreamFailure('too_big');
      controller.enqueue(packet);
    } catch (error) {
      failed(toFailure(error));
      exchange.close();
      controller.close();
    }
  };
  return new ReadableStream({ pull, cancel: () => exchange.close() }, { highWaterMark: 0 });
}
