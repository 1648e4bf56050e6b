import type { ChatEvent } from '@prome-dify/contracts';
import type { EventSourceMessage } from 'eventsource-parser';

const NAMES: readonly string[] = [
  'meta',
  'answer',
  'usage',
  'done',
  'error',
] satisfies ChatEvent['event'][];

/** Reads one event of a chat stream; `null` for what this client does not know (yet). */
export function readChatEvent(message: EventSourceMessage): ChatEvent | null {
  if (!NAMES.includes(message.event ?? '')) return null;
  return { event: message.event, data: JSON.parse(message.data) as unknown } as ChatEvent;
}

/** Whether nothing comes after this event. */
export function isTerminal(event: ChatEvent): boolean {
  return event.event === 'done' || event.event === 'error';
}
