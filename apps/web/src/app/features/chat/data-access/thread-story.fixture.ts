import type { ChatEvent, MessageView, MessagesAnswer } from '@prome-dify/contracts';
import type { ThreadAction } from './thread-action';
import { reduceThread } from './thread-reducer';
import { emptyThread, type ThreadState } from './thread-state';

/** A conversation after these actions, in this order. */
export function after(...actions: ThreadAction[]): ThreadState {
  return actions.reduce(reduceThread, emptyThread(null));
}

export const send = (text = 'Question', key = 'k'): ThreadAction => ({ kind: 'send', key, text });
export const accepted = (generationId: string | null = 'g-1'): ThreadAction => ({
  kind: 'accepted',
  generationId,
});
export const event = (value: ChatEvent): ThreadAction => ({ kind: 'event', event: value });

export const meta = (id = 'c-1') => event({ event: 'meta', data: { conversation_id: id } });
export const answer = (content: string, finished = false) =>
  event({ event: 'answer', data: { content, finished } });
export const done = (reason: 'complete' | 'length' | 'stopped' = 'complete') =>
  event({ event: 'done', data: { conversationId: 'c-1', reason } });
export const shortOfTokens = event({
  event: 'error',
  data: { error: 'Insufficient tokens', code: 'insufficient_tokens', balance: 3 },
});

export const USAGE = {
  conversationId: 'c-1',
  tokensUsed: 25,
  balanceAfter: 975,
  promptTokens: 10,
  completionTokens: 15,
  model: 'demo',
  source: 'provider',
} as const;
export const usage = event({ event: 'usage', data: USAGE });

export function message(id: string, over: Partial<MessageView> = {}): MessageView {
  const createdAt = '2030-01-01T00:00:00.000Z';
  const content = `text of ${id}`;
  const fields = { parentId: null, role: 'user', tokens: 4, status: 'complete' } as const;
  return { id, conversationId: 'c-1', content, createdAt, ...fields, ...over };
}

export function page(
  messages: readonly MessageView[],
  nextCursor: string | null = null,
): MessagesAnswer {
  return { messages, nextCursor };
}
