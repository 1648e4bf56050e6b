import type { ReceivedEvent } from '@prome-dify/testing';
import type { EventSourceMessage } from 'eventsource-parser';
import { createParser } from 'eventsource-parser';

/** Reads no more than `limit` bytes of a stream, cuts the connection, and gives the whole events. */
export async function readBytes(response: Response, limit = Infinity): Promise<ReceivedEvent[]> {
  const messages: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  const decoder = new TextDecoder();
  let left = limit;
  const reader = response.body?.getReader();
  for (;;) {
    const next = left > 0 ? await reader?.read() : undefined;
    if (!next?.value) break;
    const bytes = next.value as Uint8Array;
    parser.feed(decoder.decode(bytes.subarray(0, left), { stream: true }));
    left -= bytes.length;
  }
  await reader?.cancel();
  return messages.map(
    ({ event, id, data }) =>
      ({ event, id: Number(id), data: JSON.parse(data) as unknown }) as ReceivedEvent,
  );
}
