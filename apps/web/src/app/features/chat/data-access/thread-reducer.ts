import type { ChatEvent } from '@prome-dify/contracts';
import { Failure } from '../../../core/http/failure';
import { failureWords } from '../../../core/http/failure-words';
import type { ThreadAction } from './thread-action';
import { prependPage, showPage } from './thread-page';
import { plainTurn, type ThreadState, type Turn } from './thread-state';

/** The conversation after `action`. Pure: the same state and action give the same conversation. */
export function reduceThread(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.kind) {
    case 'loaded':
      return showPage(state, action.answer);
    case 'olderLoaded':
      return prependPage(state, action.answer);
    case 'send':
      return beginTurn(state, action);
    case 'withdraw':
      return withdraw(state);
    case 'event':
      return applyEvent(state, action.event);
    case 'failed':
      return end(state, { status: 'failed', failure: action.failure });
    default:
      return changePhase(state, action);
  }
}

type SendAction = Extract<ThreadAction, { kind: 'send' }>;
type PhaseAction = Extract<
  ThreadAction,
  { kind: 'attach' | 'accepted' | 'reconnecting' | 'stopping' | 'stopFailed' }
>;

/** Between accepted and ended, where Stop has been pressed that is what stays visible. */
function changePhase(state: ThreadState, action: PhaseAction): ThreadState {
  const { phase } = state;
  switch (action.kind) {
    case 'attach':
      return { ...state, phase: 'streaming', generationId: action.generationId, replaying: true };
    case 'accepted': {
      const generationId = action.generationId;
      return { ...state, phase: phase === 'stopping' ? phase : 'streaming', generationId };
    }
    case 'reconnecting':
      return phase === 'stopping' ? state : { ...state, phase: 'reconnecting' };
    case 'stopping':
      return phase === 'idle' ? state : { ...state, phase: 'stopping' };
    case 'stopFailed':
      return phase === 'stopping' ? { ...state, phase: 'streaming' } : state;
  }
}

function beginTurn(before: ThreadState, { key, text, instead }: SendAction): ThreadState {
  const state = withdraw(before);
  const place = state.turns.findIndex((turn) => turn.key === instead);
  const from = place < 0 ? state.turns.length : place;
  const aside = state.turns.slice(from);
  const question = plainTurn(`${key}:q`, 'user', text, 'complete');
  const answer = plainTurn(`${key}:a`, 'assistant', '', 'streaming');
  const begun = aside[0]?.role === 'assistant' ? [answer] : [question, answer];
  const turns = [...state.turns.slice(0, from), ...begun];
  const unsent = { from, aside };
  return { ...state, turns, unsent, phase: 'sending', generationId: null, replaying: false };
}

function applyEvent(before: ThreadState, event: ChatEvent): ThreadState {
  // Only an error that comes without a generation means that the question was not stored.
  const wasRefused = event.event === 'error' && before.generationId === null;
  const state = wasRefused ? before : { ...before, unsent: null };
  switch (event.event) {
    case 'meta':
      return { ...state, conversationId: event.data.conversation_id };
    case 'answer':
      return appendText(state, event.data.content);
    case 'usage': {
      const { completionTokens, model } = event.data;
      return changeAnswer(state, { usage: event.data, tokens: completionTokens, model });
    }
    case 'done': {
      const { reason, limitedBy = 'model' } = event.data;
      const status = reason === 'stopped' ? 'stopped' : 'complete';
      return end(state, { status, cutOff: reason === 'length' ? limitedBy : null });
    }
    case 'error': {
      const { code, error, ...facts } = event.data;
      return end(state, {
        status: 'failed',
        failure: new Failure(code, failureWords(code, error), facts),
      });
    }
  }
}

function appendText(state: ThreadState, content: string): ThreadState {
  const shown = state.replaying ? '' : (state.turns.at(-1)?.content ?? '');
  const phase = state.phase === 'reconnecting' ? 'streaming' : state.phase;
  return changeAnswer({ ...state, phase, replaying: false }, { content: shown + content });
}

function end(state: ThreadState, change: Partial<Turn>): ThreadState {
  const ended = { ...state, phase: 'idle', generationId: null, replaying: false } as const;
  return changeAnswer(ended, change);
}

function withdraw(state: ThreadState): ThreadState {
  const { turns, unsent } = state;
  if (!unsent) return state;
  return { ...state, turns: [...turns.slice(0, unsent.from), ...unsent.aside], unsent: null };
}

/** Changes the last turn, if it is an answer. */
function changeAnswer(state: ThreadState, change: Partial<Turn>): ThreadState {
  const answer = state.turns.at(-1);
  if (answer?.role !== 'assistant') return state;
  return { ...state, turns: [...state.turns.slice(0, -1), { ...answer, ...change }] };
}
