/** One server-sent event before it is written. `data` travels as JSON. */
export interface OutgoingEvent {
  /** What a client sends back as `Last-Event-ID`; increasing within one stream. */
  readonly id?: number;
  readonly event: string;
  readonly data: object;
}

const EVENT_NAME = /^[a-z][a-z0-9_-]*$/;
const LINE_END = /\r\n|\r|\n/g;

/**
 * The frame of one event: `id`, `event` and exactly one `data` line, then an empty line. JSON
 * escapes every line end, so no text in `data` can begin an event of its own.
 * Throws a RangeError for an id or a name that would break the frame.
 */
export function encodeEvent({ id, event, data }: OutgoingEvent): string {
  if (!EVENT_NAME.test(event)) throw new RangeError('not a name for an event');
  if (id !== undefined && !Number.isSafeInteger(id)) throw new RangeError('not an id of an event');
  const head = id === undefined ? '' : `id: ${id}\n`;
  return `${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** A comment: it reaches the client and every proxy on the way, and means nothing. A heartbeat. */
export function encodeComment(text: string): string {
  return `: ${text.replace(LINE_END, '\n: ')}\n\n`;
}
