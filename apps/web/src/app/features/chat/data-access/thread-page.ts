import type { MessageView, MessagesAnswer } from '@prome-dify/contracts';
import { emptyThread, plainTurn, type ThreadState, type Turn } from './thread-state';

/** Shows the newest page of a conversation's history in place of what was there. */
export function showPage(state: ThreadState, answer: MessagesAnswer): ThreadState {
  const turns = answer.messages.map(turnOf);
  return { ...emptyThread(state.conversationId), turns, olderCursor: answer.nextCursor };
}

/** Puts an older page before what is shown. */
export function prependPage(state: ThreadState, answer: MessagesAnswer): ThreadState {
  const turns = [...answer.messages.map(turnOf), ...state.turns];
  return { ...state, turns, olderCursor: answer.nextCursor };
}

/** The answer of a page that is still being generated, to be followed live. */
export function runningGeneration(answer: MessagesAnswer): string | null {
  const running = answer.messages.findLast(({ status }) => status === 'streaming');
  return running?.generationId ?? null;
}

function turnOf(message: MessageView): Turn {
  return {
    ...plainTurn(message.id, message.role, message.content, message.status),
    tokens: message.tokens,
    model: message.model ?? null,
  };
}
