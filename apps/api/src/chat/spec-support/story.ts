import type { ReceivedEvent } from '@prome-dify/testing';

/** What the events of one answer tell, checked against the promised order. */
export interface Story {
  readonly conversationId: string | undefined;
  readonly text: string;
  /** Tokens charged; 0 when no `usage` came. */
  readonly charged: number;
  readonly balanceAfter: number | undefined;
  readonly source: string | undefined;
  /** The reason of `done`, or the code of `error`. */
  readonly end: string;
}

const ORDER = /^(meta )?(answer )*(usage )?(done|error) $/;

/**
 * Reads the events of a whole answer. They must be in the promised order with increasing ids, and
 * an answer that is done must have exactly one `finished` event, its last.
 */
export function storyOf(events: readonly ReceivedEvent[]): Story {
  expect(events.map(({ event }) => `${event} `).join('')).toMatch(ORDER);
  const ids = events.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
  const found = Object.fromEntries(events.map((each) => [each.event, each])) as {
    [Name in ReceivedEvent['event']]?: Extract<ReceivedEvent, { event: Name }>;
  };
  const finished = answersOf(events).map((answer) => answer.finished);
  expect(finished).toEqual(
    finished.map((_, index) => !!found.done && index === finished.length - 1),
  );
  const { meta, usage, done, error } = found;
  return {
    conversationId:
      meta?.data.conversation_id ?? done?.data.conversationId ?? usage?.data.conversationId,
    text: textOf(events),
    charged: usage?.data.tokensUsed ?? 0,
    balanceAfter: usage?.data.balanceAfter,
    source: usage?.data.source,
    end: done?.data.reason ?? error?.data.code ?? '',
  };
}

/** The text that events carry. */
export function textOf(events: readonly ReceivedEvent[]): string {
  return answersOf(events)
    .map(({ content }) => content)
    .join('');
}

function answersOf(events: readonly ReceivedEvent[]) {
  return events.flatMap((each) => (each.event === 'answer' ? [each.data] : []));
}
