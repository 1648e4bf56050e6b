import type { ChatEvent } from '@prome-dify/contracts';
import type { SequencedEvent } from './generation-log';
import type { LogText } from './growing-text';

/** Id of `meta`, whether it is sent or not; the ids of answers follow it. */
const META_ID = 1;
/**
 * Id of the first closing event: above the id of any text. After a crash the stored text may be
 * shorter than what a reader has seen, and that reader must get the closing events all the same.
 */
const CLOSING_ID = 1_000_000_000;

/** The content of one log, live or rebuilt from the database. */
export interface LogContent {
  readonly conversationId: string;
  readonly isNew: boolean;
  readonly text: LogText;
  /** Empty while the generation runs. */
  readonly closing: readonly ChatEvent[];
}

/** The events after `after`, the text of the answer joined into one. */
export function eventsAfter(content: LogContent, after: number): SequencedEvent[] {
  const { conversationId, isNew, text, closing } = content;
  const events: SequencedEvent[] = [];
  if (isNew && after < META_ID) {
    events.push({
      id: META_ID,
      event: { event: 'meta', data: { conversation_id: conversationId } },
    });
  }
  const offset = Math.max(0, after - META_ID);
  if (text.length > offset) {
    const data = { content: text.slice(offset), finished: false };
    events.push({ id: META_ID + text.length, event: { event: 'answer', data } });
  }
  closing.forEach((event, index) => {
    if (CLOSING_ID + index > after) events.push({ id: CLOSING_ID + index, event });
  });
  return events;
}
