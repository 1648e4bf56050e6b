import type { MessageView, MessagesAnswer } from '@prome-dify/contracts';
import { emptyThread, plainTurn, type ThreadState, type Turn } from './thread-state';

/**
 * Shows the newest page of the branch. What it goes on from stays, and so does what is known of its
 * turns beside what is stored. It says nothing about a send that is on its way or was not accepted.
 */
export function showPage(state: ThreadState, answer: MessagesAnswer): ThreadState {
  const { turns, phase, unsent, conversationId } = state;
  if (phase !== 'idle' || unsent) return state;
  const start = startOf(state, answer);
  const olds = start < 0 ? [] : turns.slice(start);
  const fork = answer.messages.findIndex(({ id }, n) => ![null, id].includes(olds[n]?.id ?? null));
  const shown = answer.messages.map((message, n) =>
    fork >= 0 && n > fork ? turnOf(message) : renewed(olds[n], turnOf(message)),
  );
  if (start <= 0) {
    return { ...emptyThread(conversationId), turns: shown, olderCursor: answer.nextCursor };
  }
  return { ...state, turns: [...turns.slice(0, start), ...shown] };
}

/** Where among the turns a page begins; -1 when it does not go on from any of them. */
function startOf({ turns, olderCursor }: ThreadState, { messages, nextCursor }: MessagesAnswer) {
  const [first] = messages;
  const start = turns.findIndex(({ id }) => id !== null && id === first?.id);
  if (start >= 0) return start;
  const parent = turns.findIndex(({ id }) => id !== null && id === first?.parentId);
  if (parent >= 0) return parent + 1;
  return nextCursor === null && olderCursor === null ? 0 : -1;
}

/** A turn as it is stored now, with what else is known of it; another version takes its place. */
function renewed(old: Turn | undefined, turn: Turn): Turn {
  if (old?.role !== turn.role) return turn;
  const { key, usage, cutOff } = old;
  if (old.id !== null && old.id !== turn.id)
    return old.parentId === turn.parentId ? { ...turn, key } : turn;
  const hasFailed = turn.status === 'failed' || turn.status === 'interrupted';
  return { ...turn, key, usage, cutOff, failure: hasFailed ? old.failure : null };
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
    id: message.id,
    parentId: message.parentId,
    version: message.version ?? null,
    tokens: message.tokens,
    model: message.model ?? null,
    feedback: message.feedback ?? null,
  };
}
