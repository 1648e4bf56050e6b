import type { ModelBackend, ModelEvent, ModelRequest } from '../port';

/** A short question. */
export const QUESTION: ModelRequest = {
  messages: [{ role: 'user', content: 'Hello, who are you?' }],
  maxOutputTokens: 1_000,
  user: 'person-1',
};

/** Everything a back end gave, as it came and summed up. */
export interface Collected {
  readonly packets: readonly (readonly ModelEvent[])[];
  readonly events: readonly ModelEvent[];
  readonly text: string;
  readonly reasoning: string;
  readonly usage: Extract<ModelEvent, { t: 'usage' }>['usage'] | undefined;
  /** The last event, when it is an end or an error. */
  readonly last: Extract<ModelEvent, { t: 'end' | 'error' }> | undefined;
}

/** The text as a reader sees it after these events. */
function textOf(events: readonly ModelEvent[], channel: 'delta' | 'reasoning'): string {
  let text = '';
  for (const event of events) {
    if (event.t === channel) text += event.text;
    if (event.t === 'replace' && channel === 'delta') text = event.text;
  }
  return text;
}

export function summarise(packets: readonly (readonly ModelEvent[])[]): Collected {
  const events = packets.flat();
  const last = events.at(-1);
  return {
    packets,
    events,
    text: textOf(events, 'delta'),
    reasoning: textOf(events, 'reasoning'),
    usage: events.findLast((event) => event.t === 'usage')?.usage,
    last: last?.t === 'end' || last?.t === 'error' ? last : undefined,
  };
}

/** Reads an answer to its end. */
export async function collect(
  backend: ModelBackend,
  request: ModelRequest = QUESTION,
  signal: AbortSignal = new AbortController().signal,
): Promise<Collected> {
  const packets: (readonly ModelEvent[])[] = [];
  for await (const packet of backend.stream(request, signal)) packets.push(packet);
  return summarise(packets);
}
