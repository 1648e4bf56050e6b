import type { DoneEvent, DoneReason, LengthBound } from '@prome-dify/contracts';

interface Ended {
  readonly conversationId: string;
  readonly limitedBy: LengthBound;
}

/** The last event of an answer that ended well: the same members, live and told again. */
export function doneEvent(reason: DoneReason, { conversationId, limitedBy }: Ended): DoneEvent {
  const bound = reason === 'length' ? { limitedBy } : {};
  return { event: 'done', data: { conversationId, reason, ...bound } };
}
